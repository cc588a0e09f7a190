// Only comfort: a filter of organisations, and tables that sort by a column. Everything can be read without it.
(function () {
  var all = function (selector, place) { return Array.prototype.slice.call((place || document).querySelectorAll(selector)); };
  var form = document.querySelector("form.filter");
  var name = document.getElementById("filter"), region = document.getElementById("region"), found = document.getElementById("found");
  function fits(text, where) {
    return text.toLowerCase().indexOf(name.value.trim().toLowerCase()) >= 0 && (!region || !region.value || where === region.value);
  }
  function filter() {
    var count = 0;
    all("table[data-sort] tbody").forEach(function (body) {
      var shown = 0;
      all("tr:not(.region)", body).forEach(function (row) {
        row.hidden = !fits(row.cells[0].textContent, row.dataset.region || body.dataset.region);
        shown += row.hidden ? 0 : 1;
      });
      all("tr.region", body).forEach(function (row) { row.hidden = !shown; });
      count += shown;
    });
    all("article.force").forEach(function (part) {
      part.hidden = !fits(part.querySelector("h4").textContent, part.dataset.region);
      count += part.hidden ? 0 : 1;
    });
    var is_filtered = name.value.trim() || (region && region.value);
    found.textContent = !is_filtered ? "" : count ? "Only those that fit are shown." : "No force or service fits. Show all to begin again.";
  }
  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { window.setTimeout(filter, 0); });
  }
  var order = "OGARI";
  function rank(cell) {
    var link = cell && cell.querySelector("a"), letter = link ? link.textContent.trim() : "";
    return !letter ? 9 : order.indexOf(letter) < 0 ? 8 : order.indexOf(letter);
  }
  all("table[data-sort]").forEach(function (table) {
    var bodies = all("tbody", table), heads = all("thead tr:last-child th[scope=col]:not(.corner)", table);
    var corner = table.querySelector("th.corner"), home = [];
    bodies.forEach(function (body) {
      all("tr", body).forEach(function (row) { row.dataset.region = body.dataset.region; home.push([row, body]); });
    });
    function restore() {
      home.forEach(function (pair) { pair[1].appendChild(pair[0]); });
      table.classList.remove("sorted");
      all("[aria-sort]", table).forEach(function (head) { head.removeAttribute("aria-sort"); });
    }
    function sort(at, head) {
      var was = head.getAttribute("aria-sort");
      restore();
      if (was === "ascending") { return; }
      var sign = was ? -1 : 1;
      var rows = home.map(function (pair) { return pair[0]; }).filter(function (row) { return !row.classList.contains("region"); });
      rows.sort(function (one, other) {
        var a = rank(one.cells[at + 1]), b = rank(other.cells[at + 1]);
        if (a > 7 || b > 7) { return a - b; }
        return sign * (b - a);
      });
      rows.forEach(function (row) { bodies[0].appendChild(row); });
      table.classList.add("sorted");
      head.setAttribute("aria-sort", sign > 0 ? "descending" : "ascending");
    }
    function press(head, title, run) {
      var button = document.createElement("button");
      button.type = "button";
      button.title = title;
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", run);
    }
    heads.forEach(function (head, at) { press(head, "Sort: worst first, then best first, then by region", function () { sort(at, head); }); });
    press(corner, "By region and name", restore);
  });
  window.addEventListener("beforeprint", function () {
    all("details").forEach(function (part) { part.open = true; });
  });
})();
