/* The shelf in this browser where forms that are not saved are kept: IndexedDB, for an article may be larger than the
   few megabytes of localStorage. A form is a head (whose it is, of which article, opened at which Revision, when it was
   typed) and its fields one by one, so that a write costs what has changed. Every call fails where there is no storage. */

const DAYS = 30;
const MOST = 20;
const NAME = "desk";

let opening;

function shelf() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("heads", { keyPath: "id" });
      asked.result.createObjectStore("fields");
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  return opening;
}

/* Do work on both stores, whole or not at all; resolves to what its last question found. */
async function work(mode, ask) {
  const base = await shelf();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(["heads", "fields"], mode);
    const found = ask(transaction.objectStore("heads"), transaction.objectStore("fields"));
    transaction.oncomplete = () => resolve(found?.());
    transaction.onabort = () => reject(transaction.error);
    // A page that is being left does not live to hear that its questions were answered.
    if (mode === "readwrite") transaction.commit();
  });
}

const fieldsOf = (id) => IDBKeyRange.bound([id], [id, []]);

/* Keep a form: its head, the fields that have changed, and without those that are gone; `whole` where all are given. */
export function keep(head, changed, gone, { whole }) {
  return work("readwrite", (heads, fields) => {
    heads.put(head);
    if (whole) fields.delete(fieldsOf(head.id));
    for (const name of gone) fields.delete([head.id, name]);
    for (const [name, value] of changed) fields.put(value, [head.id, name]);
  });
}

/* The heads of all that is kept, newest first. */
export async function heads() {
  const found = await work("readonly", (kept) => {
    const all = kept.getAll();
    return () => all.result;
  });
  return found.sort((one, other) => other.at - one.at);
}

/* The fields of a kept form, by name. */
export function fields(id) {
  return work("readonly", (_heads, kept) => {
    const names = kept.getAllKeys(fieldsOf(id));
    const values = kept.getAll(fieldsOf(id));
    return () => new Map(names.result.map(([, name], place) => [name, values.result[place]]));
  });
}

export function forget(ids) {
  return work("readwrite", (kept, all) => {
    for (const id of ids) {
      kept.delete(id);
      all.delete(fieldsOf(id));
    }
  });
}

/* Forget all that one person typed in this browser. */
export async function forgetAllOf(person) {
  await forget((await heads()).filter((head) => head.person === person).map(({ id }) => id));
}

/* Forget what is old, and of the rest all but the newest. */
export async function sweep() {
  const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
  await forget((await heads()).filter(({ at }, place) => at < oldest || place >= MOST).map(({ id }) => id));
}
