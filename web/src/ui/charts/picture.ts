import { colour, fontFamily } from "../colour";

type Picture = { data: string; title: string; notes: string[]; file: string };

/** Saves a chart as PNG with its title above and its source, period and certainty below, so that it can stand alone in a report. */
export async function savePicture({ data, title, notes, file }: Picture): Promise<void> {
  const image = new Image();
  image.src = data;
  await image.decode();
  const canvas = document.createElement("canvas");
  const margin = 32;
  const lineHeight = 36;
  canvas.width = image.width + margin * 2;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.font = `22px ${fontFamily()}`;
  const lines = notes.flatMap((note) => wrap(pen, note, image.width));
  canvas.height = image.height + margin * 2 + 64 + lines.length * lineHeight;
  pen.fillStyle = colour("surface");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = colour("ink");
  pen.font = `600 32px ${fontFamily()}`;
  pen.fillText(title, margin, margin + 30, image.width);
  pen.drawImage(image, margin, margin + 64);
  pen.fillStyle = colour("quiet");
  pen.font = `22px ${fontFamily()}`;
  lines.forEach((text, index) => pen.fillText(text, margin, margin + 64 + image.height + lineHeight * (index + 0.8)));
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = `${file}.png`;
  link.click();
}

function wrap(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines = [""];
  for (const char of text) {
    const last = lines.length - 1;
    if (pen.measureText(lines[last] + char).width > width) lines.push(char);
    else lines[last] += char;
  }
  return lines;
}
