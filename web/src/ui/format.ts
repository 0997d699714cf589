import { useI18n } from "vue-i18n";
import type { Text } from "@/api/types";
import { periodParts } from "./period";
import { isBare, isSign, scale } from "./units";

/** Numbers, units, periods, dates and bilingual texts for the reader's language. */
export function useFormat() {
  const { t, te, locale } = useI18n();
  const tag = () => (locale.value === "zh" ? "zh-CN" : "en-GB");

  const number = (value: number, decimals = 0) =>
    new Intl.NumberFormat(tag(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  const unit = (name: string) =>
    isBare(name)
      ? ""
      : name
          .split("/")
          .map((part) => (te(`unit.${part}`, "zh") ? t(`unit.${part}`) : part))
          .join("/");
  const parts = (value: number, unitName: string, decimals: number) => {
    const scaled = scale(value, unitName);
    return {
      number: number(scaled.value, scaled.scaled ? Math.max(decimals, 2) : decimals),
      unit: unit(scaled.unit),
      scaled: scaled.scaled,
    };
  };
  const value = (amount: number | null, unitName: string, decimals: number) => {
    if (amount === null) return t("value.none");
    const told = parts(amount, unitName, decimals);
    return told.unit === "" ? told.number : isSign(told.unit) ? told.number + told.unit : `${told.number} ${told.unit}`;
  };
  const period = (name: string) => {
    const { key, parts: named } = periodParts(name);
    return t(`period.${key}`, named);
  };
  const text = (both: Text | null | undefined) => (both ? both[locale.value === "en" ? "en" : "zh"] || both.zh : "");
  const percent = (fraction: number, decimals = 1) =>
    new Intl.NumberFormat(tag(), { style: "percent", minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(fraction);
  const date = (iso: string) => {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(iso)?.[0];
    if (iso === "n.d.") return t("source.undated");
    if (/^\d{4}(-\d{2})?$/.test(iso)) return period(iso);
    return day ? new Intl.DateTimeFormat(tag(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day)) : iso;
  };
  const moment = (iso: string) => new Intl.DateTimeFormat(tag(), { dateStyle: "medium", timeStyle: "medium" }).format(new Date(iso));
  const signed = (amount: number, decimals: number) => (amount > 0 ? "+" : "") + number(amount, decimals).replace("-", "−");
  // two shares differ by points, not by a share
  const difference = (amount: number, unitName: string, decimals: number) => {
    const told = isSign(unitName) ? { number: number(amount, decimals), unit: t(`points.${unitName}`) } : parts(amount, unitName, decimals);
    return [(amount > 0 ? "+" : "") + told.number.replace("-", "−"), told.unit].filter(Boolean).join(" ");
  };
  return { number, unit, parts, value, period, text, percent, date, moment, signed, difference };
}
