"""The bare page: what a plain Django list costs on this machine, so that our pages can be judged as multiples of it.

100 rows with five columns and one joined table, three queries, Django templates, the same settings and middleware;
no markup, component or chart of ours. Served only where the setting `BARE_PAGE` is on.
"""

from __future__ import annotations

from functools import cache

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine, Template

from capacities.core.places.models import Place

ROWS = 100
_TEMPLATE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Places</title></head>
<body>
<h1>Places</h1>
<p>{{ rows|length }} of {{ total }} places.</p>
<ul>{% for country in countries %}
  <li><a href="?country={{ country.country_id }}">{{ country.country_id }}</a>: {{ country.number }}</li>{% endfor %}
</ul>
<table>
<thead><tr><th>Name</th><th>County</th><th>Country</th><th>Population</th><th>Codes</th></tr></thead>
<tbody>{% for place in rows %}
  <tr class="list-row {% cycle 'odd' 'even' %}" id="place-{{ place.pk }}">
    <td class="list-cell list-cell-name">
      <a class="list-link" href="/places/{{ place.country_id|lower }}/{{ place.slug }}/">{{ place.name }}</a>
      {% if place.role %}<span class="badge badge-role">{{ place.role|capfirst }}</span>{% endif %}
    </td>
    <td class="list-cell list-cell-county">{{ place.county|default:"–" }}</td>
    <td class="list-cell list-cell-country">
      <a class="list-link" href="/countries/{{ place.country_id|lower }}/">{{ place.country.name_en }}</a>
    </td>
    <td class="list-cell list-cell-number text-right">{{ place.population|floatformat:"0g" }}</td>
    <td class="list-cell list-cell-codes">
      <span class="code">{{ place.lau_id }}</span> <span class="code">{{ place.region }}</span>
      ({{ place.latitude|floatformat:3 }}, {{ place.longitude|floatformat:3 }})
    </td>
  </tr>{% endfor %}
</tbody>
</table>
</body>
</html>
"""


@cache
def _template() -> Template:
    return Engine.get_default().from_string(_TEMPLATE)


def bare_page(request: HttpRequest) -> HttpResponse:
    """List the 100 largest places of a country, with the country."""
    places = Place.objects.filter(country="RO")
    context = {
        "total": places.count(),
        "countries": list(Place.objects.exclude(role="").values("country_id").annotate(number=Count("pk")).order_by()),
        "rows": list(places.select_related("country").order_by("-population")[:ROWS]),
    }
    return HttpResponse(_template().render(Context(context)))
