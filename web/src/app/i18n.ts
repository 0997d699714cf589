import { createI18n } from "vue-i18n";
import en from "@/messages/en.json";
import zh from "@/messages/zh.json";
import { savedLocale } from "./preferences";

export const i18n = createI18n({ legacy: false, locale: savedLocale, fallbackLocale: "zh", messages: { zh, en } });
