// Only comfort: a filter for the tables of grades. Everything can be read without it.
(function () {
  var box = document.getElementById("filter");
  if (!box) { return; }
  box.parentElement.hidden = false;
  box.addEventListener("input", function () {
    var wanted = box.value.toLowerCase();
    document.querySelectorAll("table.matrix tbody tr").forEach(function (row) {
      row.hidden = row.cells[0].textContent.toLowerCase().indexOf(wanted) < 0;
    });
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
  });
})();
