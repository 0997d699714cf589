import { expect, test } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import { features } from "./features";
import { keepScope, paths } from "./links";

const router = createRouter({ history: createMemoryHistory(), routes: features.flatMap((feature) => feature.routes) });
const address = (to: ReturnType<typeof paths.cockpit>) => router.resolve(to).fullPath;

test("every address of the app", () => {
  expect({
    cockpit: address(paths.cockpit({ territory: "pilot-zone" })),
    indicator: address(paths.indicator("gdp", { period: "2022" })),
    territory: address(paths.territory("lanzhou-new-area")),
    clause: address(paths.clause("c-16-goals")),
    data: address(paths.data("sources", { source: "gscn-2021" })),
  }).toMatchInlineSnapshot(`
    {
      "clause": "/plan#c-16-goals",
      "cockpit": "/?territory=pilot-zone",
      "data": "/data/sources?source=gscn-2021",
      "indicator": "/indicators/gdp?period=2022",
      "territory": "/territories/lanzhou-new-area",
    }
  `);
});

test("a link takes the scope along and nothing else", () => {
  expect(keepScope({ territory: "gansu", explain: "a~b~c", sample: "false" })).toEqual({ territory: "gansu", sample: "false" });
});
