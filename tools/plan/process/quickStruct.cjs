/**
 * Lets google-protobuf's Struct keep its bytes instead of a tree of messages: structCodec.cjs. Who reads or changes the tree
 * itself (getFieldsMap) still gets it, made then. In the plan, its program and its policy pack alike, with the same bytes on
 * the wire and the same objects at the ends.
 */
const Module = require("node:module");
const { decode, encode } = require("./structCodec.cjs");

/** Bytes of a Struct that has no tree yet. */
const wire = Symbol("wire");
const patched = Symbol("patched");

/**
 * Patches every copy of the package that this process loads from now on.
 * @returns {() => void} ends that; what is loaded stays as it is
 */
exports.quickenStructs = () => {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    const exports = load.call(this, request, ...rest);
    if (/google-protobuf[\\/]google[\\/]protobuf[\\/]struct_pb/.test(request) && exports?.Struct !== undefined)
      quicken(exports);
    return exports;
  };
  return () => {
    Module._load = load;
  };
};

/** @param package google/protobuf/struct_pb of google-protobuf 3.21 */
function quicken({ Struct, Value }) {
  const { serializeBinaryToWriter, prototype } = Struct;
  const { getFieldsMap, toJavaScript } = prototype;
  if (prototype[patched]) return;
  prototype[patched] = true;

  Struct.fromJavaScript = (properties) => withWire(new Struct(), encode(properties));
  Struct.deserializeBinaryFromReader = (message, reader) => {
    const from = reader.getCursor();
    while (reader.nextField() && !reader.isEndGroup()) reader.skipField();
    const bytes = reader.getBuffer().subarray(from, reader.getCursor());
    // a message with content is merged into, as protobuf wants it
    const isNew = message[wire] === undefined && getFieldsMap.call(message, true) === undefined;
    return isNew ? withWire(message, bytes) : filled(message, decode(bytes));
  };
  Struct.serializeBinaryToWriter = (message, writer) => {
    const bytes = message[wire];
    if (bytes === undefined) serializeBinaryToWriter(message, writer);
    else writer.writeSerializedMessage(bytes, 0, bytes.length);
  };
  prototype.toJavaScript = function () {
    const bytes = this[wire];
    return bytes === undefined ? toJavaScript.call(this) : decode(bytes);
  };
  prototype.getFieldsMap = function (...args) {
    const bytes = this[wire];
    if (bytes !== undefined) {
      this[wire] = undefined;
      filled(this, decode(bytes));
    }
    return getFieldsMap.apply(this, args);
  };

  function filled(message, properties) {
    const fields = message.getFieldsMap();
    for (const [key, value] of Object.entries(properties)) fields.set(key, Value.fromJavaScript(value));
    return message;
  }
}

function withWire(message, bytes) {
  message[wire] = bytes;
  return message;
}
