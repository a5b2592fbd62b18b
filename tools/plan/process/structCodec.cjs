/**
 * Property values to and from the wire form of google.protobuf.Struct, without the tree of messages that google-protobuf
 * makes in between: three objects for every value, which were a sixth of the time of program, plan and policy pack each, and
 * most of the memory of requests under way. Keys are in the order that google-protobuf gives them: sorted.
 * Source of the form: google/protobuf/struct.proto and Protocol Buffers' encoding guide.
 */

// Struct: fields = 1, entries of key = 1, value = 2. Value: null = 1, number = 2, string = 3, bool = 4, struct = 5, list = 6.
// ListValue: values = 1. A tag is the number shifted by 3, and 0 for a varint, 1 for 64 bits, 2 for bytes with a length.
const tag = { first: 0x0a, value: 0x12, null: 0x08, number: 0x11, string: 0x1a, bool: 0x20, struct: 0x2a, list: 0x32 };

/** Bytes up to which writing a text in JavaScript beats the call into Node. */
const shortText = 48;

/** Written from its end to its start: what is inside is there before its length has to be. */
let scratch = Buffer.allocUnsafeSlow(64 * 1024);
let start = scratch.length;

/** Makes room for so many bytes before `start`. */
function reserve(bytes) {
  if (start >= bytes) return;
  const used = scratch.length - start;
  const larger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, used + bytes));
  scratch.copy(larger, larger.length - used, start);
  scratch = larger;
  start = larger.length - used;
}

function writeByte(byte) {
  reserve(1);
  scratch[--start] = byte;
}

function writeLength(length) {
  reserve(5);
  let bytes = 1;
  for (let rest = length; rest > 0x7f; rest >>>= 7) bytes += 1;
  start -= bytes;
  let at = start;
  let rest = length;
  for (; rest > 0x7f; rest >>>= 7) scratch[at++] = (rest & 0x7f) | 0x80;
  scratch[at] = rest;
}

/** The text's length and bytes. */
function writeText(text) {
  const length = text.length;
  if (length <= shortText) {
    reserve(length);
    let at = start;
    let index = length - 1;
    for (; index >= 0; index--) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) break;
      scratch[--at] = code;
    }
    if (index < 0) {
      start = at;
      writeLength(length);
      return;
    }
  }
  const bytes = Buffer.byteLength(text);
  reserve(bytes);
  start -= bytes;
  scratch.write(text, start, bytes);
  writeLength(bytes);
}

function writeValue(value) {
  switch (typeof value) {
    case "string":
      writeText(value);
      writeByte(tag.string);
      return;
    case "number":
      reserve(9);
      start -= 8;
      scratch.writeDoubleLE(value, start);
      scratch[--start] = tag.number;
      return;
    case "boolean":
      writeByte(value ? 1 : 0);
      writeByte(tag.bool);
      return;
    case "object": {
      if (value === null) {
        writeByte(0);
        writeByte(tag.null);
        return;
      }
      const end = scratch.length - start;
      const isList = Array.isArray(value);
      if (isList) writeList(value);
      else writeFields(value);
      writeLength(scratch.length - start - end);
      writeByte(isList ? tag.list : tag.struct);
      return;
    }
    default:
      throw new Error("Unexpected struct type.");
  }
}

function writeList(list) {
  for (let index = list.length - 1; index >= 0; index--) {
    const end = scratch.length - start;
    writeValue(list[index]);
    writeLength(scratch.length - start - end);
    writeByte(tag.first);
  }
}

function writeFields(object) {
  const keys = Object.keys(object).sort();
  for (let index = keys.length - 1; index >= 0; index--) {
    const key = keys[index];
    const end = scratch.length - start;
    writeValue(object[key]);
    writeLength(scratch.length - start - end);
    writeByte(tag.value);
    writeText(key);
    writeByte(tag.first);
    writeLength(scratch.length - start - end);
    writeByte(tag.first);
  }
}

/**
 * The bytes of a Struct with these properties.
 * @throws Error for a value that JSON has no form for, as google-protobuf does
 */
exports.encode = (properties) => {
  start = scratch.length;
  writeFields(properties);
  return Uint8Array.prototype.slice.call(scratch, start);
};

let bytes = scratch;
let at = 0;

function readLength() {
  let byte = bytes[at++];
  if (byte < 0x80) return byte;
  let length = byte & 0x7f;
  for (let shift = 7; byte >= 0x80; shift += 7) {
    byte = bytes[at++];
    length |= (byte & 0x7f) << shift;
  }
  return length >>> 0;
}

function readText() {
  const end = readLength() + at;
  const from = at;
  at = end;
  if (end - from <= shortText) {
    let text = "";
    let index = from;
    for (; index < end && bytes[index] < 0x80; index++) text += String.fromCharCode(bytes[index]);
    if (index === end) return text;
  }
  return bytes.toString("utf8", from, end);
}

/** Steps over a field that this form does not have. */
function skip(wireType) {
  if (wireType === 0) readLength();
  else if (wireType === 1) at += 8;
  else if (wireType === 5) at += 4;
  else {
    const length = readLength();
    at += length;
  }
}

/** The value that ends at `end`; the last one, should there be several. */
function readValue(end) {
  let value = null;
  while (at < end) {
    const next = bytes[at++];
    switch (next) {
      case tag.null:
        readLength();
        value = null;
        break;
      case tag.number:
        value = bytes.readDoubleLE(at);
        at += 8;
        break;
      case tag.string:
        value = readText();
        break;
      case tag.bool:
        value = readLength() !== 0;
        break;
      case tag.struct: {
        const length = readLength();
        value = readFields(at + length);
        break;
      }
      case tag.list: {
        const length = readLength();
        value = readList(at + length);
        break;
      }
      default:
        skip(next & 7);
    }
  }
  return value;
}

function readList(end) {
  const list = [];
  while (at < end) {
    const next = bytes[at++];
    const length = next === tag.first ? readLength() : 0;
    if (next === tag.first) list.push(readValue(at + length));
    else skip(next & 7);
  }
  return list;
}

function readFields(end) {
  const object = {};
  let last = "";
  let isSorted = true;
  while (at < end) {
    const next = bytes[at++];
    if (next !== tag.first) {
      skip(next & 7);
      continue;
    }
    const entryEnd = readLength() + at;
    let key = "";
    let value = null;
    while (at < entryEnd) {
      const part = bytes[at++];
      if (part === tag.first) key = readText();
      else if (part === tag.value) {
        const length = readLength();
        value = readValue(at + length);
      } else skip(part & 7);
    }
    if (key < last) isSorted = false;
    last = key;
    object[key] = value;
  }
  return isSorted ? object : sortedByKey(object);
}

function sortedByKey(object) {
  const sorted = {};
  for (const key of Object.keys(object).sort()) sorted[key] = object[key];
  return sorted;
}

/** The properties in the bytes of a Struct. @param {Uint8Array} message */
exports.decode = (message) => {
  const [bytesBefore, atBefore] = [bytes, at];
  bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  at = 0;
  try {
    return readFields(bytes.length);
  } finally {
    [bytes, at] = [bytesBefore, atBefore];
  }
};
