// Lets questions be dragged within and between sections. The buttons "Up" and "Down" do the same without it.

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
let dragged = null;

for (const row of document.querySelectorAll("[data-move]")) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.id);
  });
  row.addEventListener("dragend", () => { dragged = null; });
}

for (const list of document.querySelectorAll("[data-sortable]")) {
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll("[data-move]")].filter((row) => row !== dragged);
    const next = rows.find((row) => {
      const box = row.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    list.insertBefore(dragged, next ?? null);
  });
  list.addEventListener("drop", async (event) => {
    if (!dragged) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll("[data-move]")];
    const body = new URLSearchParams({ to: rows.indexOf(dragged), section: list.dataset.section });
    const answer = await fetch(dragged.dataset.move, { method: "POST", headers: { "X-CSRFToken": token }, body });
    // The numbers and conditions of other questions change as well, so the page is read again.
    window.location.assign(answer.url);
    window.location.reload();
  });
}
