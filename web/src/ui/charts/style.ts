import { colour, fontFamily } from "../colour";

/** How text, axes and boxes of every chart look; read anew when the theme changes. */
export const quietText = () => ({ color: colour("quiet"), fontFamily: fontFamily(), fontSize: 12 });
export const baseOption = (dark: boolean) => ({ darkMode: dark, animation: false, textStyle: { fontFamily: fontFamily() } });
export const tooltipBox = () => ({
  renderMode: "richText",
  backgroundColor: colour("surface"),
  borderColor: colour("line-strong"),
  textStyle: { color: colour("ink") },
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
