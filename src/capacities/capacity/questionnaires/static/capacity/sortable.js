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
  list.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll("[data-move]")];
    send(dragged.dataset.move, { to: rows.indexOf(dragged), section: list.dataset.section });
  });
}

// A form as the buttons have it: the page comes anew, with its message and with the numbers of other questions.
function send(address, values) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries({ ...values, csrfmiddlewaretoken: token })) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
