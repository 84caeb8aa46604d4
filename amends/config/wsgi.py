import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
application = get_wsgi_application()
# Every view is loaded now rather than by the first person who comes. What is loaded stays, so the collector need not
# look through it again and again while pages are made; and a page leaves few circles behind, so it need not look often.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
