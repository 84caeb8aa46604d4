"""The addresses of gifts, stock, counts and suppliers."""

from __future__ import annotations

from django.urls import path

from amends.doors.desk.views import counts, gift_files, gifts, stock, suppliers, warehouses

PATHS = [
    path("gifts/", gifts.gifts, name="gifts"),
    path("gifts/new", gifts.add, name="new_gift"),
    path("gifts/file", gift_files.import_gifts, name="import_gifts"),
    path("gifts/file/sample", gift_files.gift_sample, name="gift_sample"),
    path("gifts/<slug:code>/", gifts.gift, name="gift"),
    path("gifts/<slug:code>/change", gifts.change, name="change_gift"),
    path("gifts/<slug:code>/retire", gifts.retire, name="retire_gift"),
    path("stock/", stock.stock, name="stock"),
    path("stock/in", stock.bring_in, name="bring_in"),
    path("stock/off", stock.write_off, name="write_off"),
    path("stock/move", stock.move, name="move_stock"),
    path("stock/mark", stock.mark, name="mark_stock"),
    path("stock/warehouses", stock.add_warehouse, name="add_warehouse"),
    path("stock/warehouses/rename", warehouses.rename, name="rename_warehouse"),
    path("stock/warehouses/close", warehouses.close, name="close_warehouse"),
    path("stock/warehouses/reopen", warehouses.reopen, name="reopen_warehouse"),
    path("stock/file", gift_files.import_stock, name="import_stock"),
    path("stock/file/sample", gift_files.stock_sample, name="stock_sample"),
    path("stock/export", stock.export_stock, name="export_stock"),
    path("stock/movements/export", stock.export_movements, name="export_movements"),
    path("stock/counts/", counts.counts, name="counts"),
    path("stock/counts/begin", counts.begin, name="begin_count"),
    path("stock/counts/<int:take_id>/", counts.count, name="count"),
    path("stock/counts/<int:take_id>/enter", counts.enter, name="enter_count"),
    path("stock/counts/<int:take_id>/decide", counts.decide, name="decide_count"),
    path("stock/counts/<int:take_id>/call-off", counts.call_off, name="call_off_count"),
    path("suppliers/", suppliers.suppliers, name="suppliers"),
    path("suppliers/add", suppliers.add, name="add_supplier"),
    path("suppliers/<int:supplier_id>/", suppliers.supplier, name="supplier"),
    path("suppliers/<int:supplier_id>/change", suppliers.change, name="change_supplier"),
    path("suppliers/<int:supplier_id>/order", suppliers.new_order, name="new_supplier_order"),
    path("suppliers/orders/<int:order_id>/", suppliers.order, name="supplier_order"),
    path("suppliers/orders/<int:order_id>/change", suppliers.change_order, name="change_supplier_order"),
    path("suppliers/orders/<int:order_id>/<slug:step>", suppliers.step_order, name="step_supplier_order"),
]
