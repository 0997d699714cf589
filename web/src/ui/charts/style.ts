import { colour, fontFamily } from "../colour";

/** How text, axes and boxes of every chart look; read anew when the theme changes. */
export const quietText = () => ({ color: colour("quiet"), fontFamily: fontFamily(), fontSize: 12 });
export const baseOption = (dark: boolean) => ({ darkMode: dark, animation: false, textStyle: { fontFamily: fontFamily() } });
export const tooltipBox = () => ({
  renderMode: "richText",
  // drawn on the canvas, it would be cut at its edge
  confine: true,
  backgroundColor: colour("surface"),
  borderColor: colour("line-strong"),
  textStyle: { color: colour("ink") },
});
/** Names beside points: over what is drawn, and hidden where they would lie upon each other, those of larger points last. */
export const pointNames = () => ({
  label: { show: true, color: colour("ink"), fontSize: 11, textBorderColor: colour("surface"), textBorderWidth: 2 },
  labelLayout: { hideOverlap: true },
});
export const valueAxis = (name: string, format: (value: number) => string) => ({
  type: "value",
  scale: true,
  name,
  nameLocation: "middle",
  nameTextStyle: quietText(),
  axisLabel: { ...quietText(), formatter: format },
  splitLine: { lineStyle: { color: colour("line") } },
});
