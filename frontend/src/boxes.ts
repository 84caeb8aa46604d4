// Black boxes drawn over a page: the form's own fields hold them, so that it works without drawing too.
const NAMES = ["page", "left", "top", "width", "height"] as const;
const SMALLEST = 0.5;
const SVG = "http://www.w3.org/2000/svg";

export function startBoxes(): void {
  const page = document.querySelector<HTMLElement>("[data-boxes][data-page]");
  const form = document.querySelector<HTMLFormElement>("[data-box-form]");
  if (page && form) new Boxes(page, form).start();
}

class Boxes {
  private readonly sheet: SVGSVGElement;
  private from: { x: number; y: number } | null = null;
  private drawing: SVGRectElement | null = null;

  constructor(private readonly page: HTMLElement, private readonly form: HTMLFormElement) {
    this.sheet = page.querySelector("svg") as SVGSVGElement;
  }

  start(): void {
    this.page.classList.add("proof-drawing");
    this.page.addEventListener("pointerdown", (event) => this.begin(event));
    this.page.addEventListener("pointermove", (event) => this.stretch(event));
    this.page.addEventListener("pointerup", (event) => this.end(event));
    this.page.addEventListener("pointercancel", () => this.drop());
    this.page.querySelector("img")?.addEventListener("dragstart", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.show());
    this.form.querySelector("[data-box-undo]")?.addEventListener("click", () => this.takeBack());
    this.show();
  }

  private rows(): HTMLElement[] {
    return Array.from(this.form.querySelectorAll<HTMLElement>("[data-box]"));
  }

  private field(row: HTMLElement, name: string): HTMLInputElement {
    return row.querySelector<HTMLInputElement>(`[name=${name}]`) as HTMLInputElement;
  }

  private isEmpty(row: HTMLElement): boolean {
    return NAMES.slice(1).every((name) => !this.field(row, name).value.trim());
  }

  private place(event: PointerEvent): { x: number; y: number } {
    const frame = this.sheet.getBoundingClientRect();
    const share = (value: number, size: number): number => Math.min(100, Math.max(0, (value / size) * 100));
    return { x: share(event.clientX - frame.left, frame.width), y: share(event.clientY - frame.top, frame.height) };
  }

  private begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.page.setPointerCapture(event.pointerId);
    this.from = this.place(event);
    this.drawing = document.createElementNS(SVG, "rect");
    this.sheet.append(this.drawing);
  }

  private stretch(event: PointerEvent): void {
    if (!this.from || !this.drawing) return;
    const [left, top, width, height] = this.span(event);
    set(this.drawing, left, top, width, height);
  }

  private span(event: PointerEvent): [number, number, number, number] {
    const from = this.from ?? { x: 0, y: 0 };
    const to = this.place(event);
    return [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  }

  private end(event: PointerEvent): void {
    if (!this.from) return;
    const [left, top, width, height] = this.span(event);
    this.drop();
    if (width >= SMALLEST && height >= SMALLEST) this.enter([left, top, width, height]);
  }

  private drop(): void {
    this.from = null;
    this.drawing?.remove();
    this.drawing = null;
  }

  private enter(values: number[]): void {
    const row = this.rows().find((one) => this.isEmpty(one)) ?? this.another();
    this.field(row, "page").value = this.page.dataset.page ?? "1";
    NAMES.slice(1).forEach((name, at) => (this.field(row, name).value = (values[at] ?? 0).toFixed(1)));
    this.show();
  }

  private another(): HTMLElement {
    const rows = this.rows();
    const copy = (rows[rows.length - 1] as HTMLElement).cloneNode(true) as HTMLElement;
    for (const name of NAMES.slice(1)) this.field(copy, name).value = "";
    this.form.querySelector("[data-box-rows]")?.append(copy);
    return copy;
  }

  private takeBack(): void {
    const last = this.rows().filter((row) => !this.isEmpty(row)).pop();
    if (!last) return;
    for (const name of NAMES.slice(1)) this.field(last, name).value = "";
    this.show();
  }

  // What stands in the fields is what will be black.
  private show(): void {
    this.sheet.replaceChildren();
    for (const row of this.rows()) {
      if (this.isEmpty(row) || this.field(row, "page").value.trim() !== this.page.dataset.page) continue;
      const values = NAMES.slice(1).map((name) => Number(this.field(row, name).value.replace(",", ".")) || 0);
      const rect = document.createElementNS(SVG, "rect");
      set(rect, ...(values as [number, number, number, number]));
      this.sheet.append(rect);
    }
  }
}

function set(rect: SVGRectElement, left: number, top: number, width: number, height: number): void {
  rect.setAttribute("x", String(left));
  rect.setAttribute("y", String(top));
  rect.setAttribute("width", String(width));
  rect.setAttribute("height", String(height));
}
