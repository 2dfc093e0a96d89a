// Files and folders that are dropped: wherever they fall, the browser is not to leave the page for them.
import { tellFiles } from "/gradio.js";
import { readFile, setStatus } from "/source.js";
import { words } from "/view.js";

const find = (id) => document.getElementById(id);
const hasFiles = (event) => Boolean(event.dataTransfer?.types.includes("Files"));

const promised = (call) => new Promise((resolve, reject) => call(resolve, reject));

// A folder has what is in it, however deep; a browser tells a hundred of its entries at a time.
const filesOf = async (entry) => {
  if (entry.isFile) return [await promised((resolve, reject) => entry.file(resolve, reject))];
  const [reader, found] = [entry.createReader(), []];
  for (;;) {
    const some = await promised((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...await filesOf(one));
  }
};

const addToFolder = (files) => {
  if (!files.length) return tellFiles(words.empty_folder);
  const [input, all] = [document.querySelector("#files input[type=file]"), new DataTransfer()];
  for (const file of files) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  event.stopPropagation(); // rows of the box take no more than each other
}, true);

// Instead of Gradio's own box, which breaks at a folder, and takes nothing where it has files already.
document.addEventListener("drop", async (event) => {
  if (!hasFiles(event)) return;
  const { files, items } = event.dataTransfer;
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean); // gone when the event is over
  const hasFolder = entries.some((entry) => entry.isDirectory);
  event.preventDefault();
  event.stopPropagation();
  event.target.dispatchEvent(new DragEvent("dragleave", { bubbles: true })); // its box is not dragged over any more
  if (find("files")?.offsetParent) return addToFolder(hasFolder ? (await Promise.all(entries.map(filesOf))).flat() : files);
  if (!find("desk").offsetParent || !files.length) return;
  if (hasFolder || files.length > 1) setStatus(words.one_file);
  else readFile(files[0]);
}, true);
