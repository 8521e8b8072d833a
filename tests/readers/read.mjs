// SPDX-License-Identifier: GPL-3.0-or-later
// node read.mjs FOLDER_WITH_NODE_MODULES RESULT.h5: every dataset as JSON, read by h5wasm, as browsers would.
const [folder, path] = process.argv.slice(2);
const { default: h5wasm } = await import(`${folder}/node_modules/h5wasm/dist/node/hdf5_hl.js`);
await h5wasm.ready;
const file = new h5wasm.File(path, "r");
const found = {};

function read(name, dataset) {
  const values = Array.from(dataset.value);
  const isText = typeof values[0] === "string";
  const units = dataset.attrs.units;
  const flags = dataset.attrs.flag_meanings;
  const numbers = isText ? [] : values.map(Number).filter(Number.isFinite);
  found[name] = {
    shape: dataset.shape.map(Number),
    texts: isText ? [values[0], values[values.length - 1]] : [],
    finite: numbers.length,
    sum: numbers.reduce((sum, number) => sum + number, 0),
    units: units === undefined ? "" : units.value,
    flags: flags === undefined ? "" : flags.value,
  };
}

function walk(name, group) {
  for (const key of group.keys()) {
    const child = group.get(key);
    if (child instanceof h5wasm.Group) walk(`${name}${key}/`, child);
    else read(name + key, child);
  }
}

walk("", file);
console.log(JSON.stringify(found));
