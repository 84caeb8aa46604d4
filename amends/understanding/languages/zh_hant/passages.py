"""What a clause of Cantonese or Taiwanese writing begins with when it complains of nothing; folded characters meet the Simplified list."""

from typing import Final

COURTESY: Final = "唔該 多謝 你哋好 敬啟 順頌 敬祝 祝好 貴公司好"
ASKING: Final = "要佢 我要佢哋 請貴公司 懇請 煩請 敬請 希望貴 唔該幫"
ADVISING: Final = "應該 應當 望"
MANAGEMENT: Final = "冇人理 冇人管 主管不"
THREATS: Final = "如果唔 若唔 再唔 唔係我就 如再不"
