import {
  Map as MapLibreMap,
  NavigationControl,
  setWorkerUrl,
  type GeoJSONSource,
  type LngLatBoundsLike,
  type StyleSpecification,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection } from "geojson";
import { onBeforeUnmount, onMounted, watch, type Ref } from "vue";
import { colour } from "../colour";
import { classes } from "./classes";

setWorkerUrl(workerUrl);

/** Properties the map reads. Areas: class (0 to 4, or none), active. Points: the same and a label. */
export type Layers = { areas: FeatureCollection; points: FeatureCollection };

/** The five tints of the accent, from the page's ground to the accent itself. */
const tint = (index: number) => `color-mix(in srgb, ${colour("accent")} ${12 + index * 19}%, ${colour("surface")})`;

// MapLibre reads no color-mix: the browser resolves it on a canvas
function resolved(css: string): string {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pen) return css;
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

const empty: FeatureCollection = { type: "FeatureCollection", features: [] };

function style(): StyleSpecification {
  const byClass = (otherwise: string) => [
    "match",
    ["coalesce", ["get", "class"], -1],
    ...Array.from({ length: classes }, (_, index) => [index, resolved(tint(index))]).flat(),
    otherwise,
  ];
  return {
    version: 8,
    sources: { areas: { type: "geojson", data: empty }, points: { type: "geojson", data: empty } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("surface") } },
      { id: "fill", type: "fill", source: "areas", paint: { "fill-color": byClass(colour("raised")) as never } },
      {
        id: "active-fill",
        type: "fill",
        source: "areas",
        filter: ["all", ["get", "active"], ["==", ["get", "class"], null]],
        paint: { "fill-color": colour("accent-soft") },
      },
      { id: "border", type: "line", source: "areas", paint: { "line-color": colour("line-strong"), "line-width": 0.8 } },
      { id: "active", type: "line", source: "areas", filter: ["get", "active"], paint: { "line-color": colour("ink"), "line-width": 1.4 } },
      {
        id: "points",
        type: "circle",
        source: "points",
        paint: {
          "circle-radius": ["case", ["any", ["get", "active"], ["!=", ["get", "class"], null]], 8, 5],
          "circle-color": byClass(colour("surface")) as never,
          "circle-stroke-color": colour("ink"),
          "circle-stroke-width": ["case", ["get", "active"], 3, 1.5],
        },
      },
      {
        id: "labels",
        type: "symbol",
        source: "points",
        layout: {
          "text-field": ["get", "label"],
          "text-size": 12,
          "text-offset": [0, 1.1],
          "text-anchor": "top",
          "text-max-width": 20,
          "text-optional": true,
        },
        paint: { "text-color": colour("ink"), "text-halo-color": colour("surface"), "text-halo-width": 1.5 },
      },
    ],
  };
}

type Options = {
  element: Ref<HTMLElement | null>;
  layers: () => Layers;
  bounds: () => LngLatBoundsLike | null;
  dark: () => boolean;
  onHover: (feature: Record<string, unknown> | null) => void;
  onPick: (feature: Record<string, unknown>) => void;
};

/** A map of plain GeoJSON: no tiles, no glyphs, no request that leaves the server. */
export function useMap(options: Options) {
  let map: MapLibreMap | undefined;
  const fill = () => {
    const { areas, points } = options.layers();
    map?.getSource<GeoJSONSource>("areas")?.setData(areas);
    map?.getSource<GeoJSONSource>("points")?.setData(points);
  };
  const fit = () => {
    const bounds = options.bounds();
    if (bounds) map?.fitBounds(bounds, { padding: 40, animate: false, maxZoom: 11 });
  };

  onMounted(() => {
    if (!options.element.value) return;
    map = new MapLibreMap({
      container: options.element.value,
      style: style(),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: false,
      scrollZoom: false,
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }));
    map.on("style.load", () => {
      fill();
      fit();
    });
    for (const layer of ["points", "fill"]) {
      map.on("mousemove", layer, (event) => options.onHover(event.features?.[0]?.properties ?? null));
      map.on("mouseleave", layer, () => options.onHover(null));
    }
    map.on("click", (event) => {
      const [feature] = map?.queryRenderedFeatures(event.point, { layers: ["points", "fill"] }) ?? [];
      if (feature) options.onPick(feature.properties);
    });
  });
  watch(options.layers, fill);
  watch(options.bounds, fit);
  watch(options.dark, () => map?.setStyle(style(), { diff: false }), { flush: "post" });
  onBeforeUnmount(() => map?.remove());
}
