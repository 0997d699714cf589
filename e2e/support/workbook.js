// Cells of a workbook filled in as a spreadsheet would, with nothing but what node brings.
import { crc32, inflateRawSync } from "node:zlib";

/** The parts of an archive, by name. */
export function parts(bytes) {
  const found = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, nameLength, extra, comment] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + size);
    found.set(name, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

/** Parts as an archive again, as they are. */
function archive(all) {
  const [files, index] = [[], []];
  let offset = 0;
  for (const [name, content] of all) {
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(offset, 12);
    files.push(Buffer.from("PK\x03\x04", "latin1"), fields, title, content);
    index.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, place.subarray(2), title);
    offset += 30 + title.length + content.length;
  }
  const [body, directory] = [Buffer.concat(files), Buffer.concat(index)];
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(all.size, 8);
  end.writeUInt16LE(all.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, directory, end]);
}

/** The workbook with numbers and texts written into cells of its first sheet. */
export function filled(bytes, cells) {
  const all = parts(bytes);
  const sheet = "xl/worksheets/sheet1.xml";
  let xml = all.get(sheet).toString("utf8");
  for (const [address, value] of Object.entries(cells)) {
    const cell =
      typeof value === "number" ? `<c r="${address}"><v>${value}</v></c>` : `<c r="${address}" t="str"><v>${value}</v></c>`;
    const before = xml;
    xml = xml.replace(new RegExp(`<c r="${address}"(?:[^>]*/>|[^>]*[^/]>.*?</c>)`), cell);
    if (before === xml) throw new Error(`no cell ${address}`);
  }
  return archive(all.set(sheet, Buffer.from(xml)));
}
