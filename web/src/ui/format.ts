import { useI18n } from "vue-i18n";
import type { Text } from "@/api/types";
import { periodParts } from "./period";
import { commonScale, isBare, isSign, scale } from "./units";

/** Numbers, units, periods, dates and bilingual texts for the reader's language. */
export function useFormat() {
  const { t, te, locale } = useI18n();
  const tag = () => (locale.value === "zh" ? "zh-CN" : "en-GB");

  const number = (value: number, decimals = 0) =>
    new Intl.NumberFormat(tag(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  // what is counted needs no unit in English ("960"), what it is counted by does ("per 10k people")
  const unit = (name: string) => {
    if (isBare(name)) return "";
    const [of = "", ...by] = name.split("/");
    const simple = (part: string) => (te(`unit.${part}`, "zh") ? t(`unit.${part}`) : part);
    const single = (part: string) => (te(`unitPer.${part}`, "zh") ? t(`unitPer.${part}`) : simple(part));
    return by.length === 0 ? simple(of) : t("ratio.per", { of: simple(of), by: by.map(single).join("/") }).trim();
  };
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
  // amounts of one column are told in one unit, which its head names; digits after the point where that is a larger one
  const column = (amounts: (number | null | undefined)[], unitName: string, decimals: number) => {
    const common = commonScale(
      amounts.filter((one) => one != null),
      unitName,
    );
    return { unit: unit(common.unit), tell: (amount: number) => number(amount / common.by, common.by === 1 ? 0 : decimals) };
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
  // a difference that is there is never told as nothing: it takes as many digits as it needs
  const digitsOf = (amount: number, decimals: number) => {
    const shows = (digits: number) => amount === 0 || Number(amount.toFixed(digits)) !== 0;
    return [decimals, decimals + 1, decimals + 2].find(shows) ?? decimals;
  };
  const sign = (amount: number, told: string) => (/[1-9]/.test(told) ? (amount > 0 ? "+" : "−") : "") + told.replace("-", "");
  const signed = (amount: number, decimals: number) => sign(amount, number(amount, digitsOf(amount, decimals)));
  // two shares differ by points, not by a share
  const difference = (amount: number, unitName: string, decimals: number) => {
    const digits = digitsOf(amount, decimals);
    const told = isSign(unitName) ? { number: number(amount, digits), unit: t(`points.${unitName}`) } : parts(amount, unitName, digits);
    return [sign(amount, told.number), told.unit].filter(Boolean).join(" ");
  };
  return { number, unit, parts, value, column, period, text, percent, date, moment, signed, difference };
}
