import { GraphChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type ECharts, type EChartsCoreOption } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { onBeforeUnmount, onMounted, watch, type Ref } from "vue";
import { colour } from "../colour";

use([GraphChart, LineChart, ScatterChart, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent]);
// without this part a chart's `hideOverlap` says nothing
use([LabelLayout, CanvasRenderer]);

/** Draws an option into an element, again when it, the element's size or the theme changes. Returns the chart for a picture of it. */
export function useChart(options: { element: Ref<HTMLElement | null>; option: () => EChartsCoreOption; dark: () => boolean }) {
  let chart: ECharts | undefined;
  const draw = () => chart?.setOption(options.option(), { notMerge: true });
  const size = new ResizeObserver(() => chart?.resize());

  onMounted(() => {
    if (!options.element.value) return;
    chart = init(options.element.value);
    size.observe(options.element.value);
    draw();
  });
  watch([options.option, options.dark], draw, { flush: "post" });
  onBeforeUnmount(() => {
    size.disconnect();
    chart?.dispose();
  });
  return { picture: () => chart?.getDataURL({ pixelRatio: 2, backgroundColor: colour("surface") }) };
}
