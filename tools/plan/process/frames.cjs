/**
 * Messages between the plan and its policy pack on a pipe, without HTTP/2: each call over gRPC costs both processes a quarter
 * of a millisecond, most of what they spend on a resource. A frame is the length of its body (4 bytes), the number of the call
 * (4 bytes), its kind (1 byte), and the body: a message of Pulumi's analyzer protocol, or text. Numbers are little-endian.
 */

/** What a frame is: the pack's word that it listens, a call by its method, or the answer to one. */
exports.kinds = { ready: 0, analyze: 1, remediate: 2, analyzeStack: 3, answer: 4, failure: 5, unconcerned: 6 };

const header = 9;

/** Writes a frame. Those of one turn of the event loop go out together. @param {Uint8Array} body */
exports.send = (socket, call, kind, body) => {
  if (socket.destroyed) return;
  if (socket.writableCorked === 0) {
    socket.cork();
    setImmediate(() => socket.uncork());
  }
  const start = Buffer.allocUnsafe(header);
  start.writeUInt32LE(body.length, 0);
  start.writeUInt32LE(call, 4);
  start[8] = kind;
  socket.write(start);
  if (body.length > 0) socket.write(body);
};

/** Calls `take(call, kind, body)` for each frame that comes in. */
exports.receive = (socket, take) => {
  let chunks = [];
  let size = 0;
  let wanted = header;
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < wanted) return;
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks, size);
    let at = 0;
    for (;;) {
      const left = bytes.length - at;
      wanted = left < header ? header : header + bytes.readUInt32LE(at);
      if (left < wanted) break;
      take(bytes.readUInt32LE(at + 4), bytes[at + 8], bytes.subarray(at + header, at + wanted));
      at += wanted;
    }
    chunks = at === bytes.length ? [] : [bytes.subarray(at)];
    size = bytes.length - at;
  });
};
