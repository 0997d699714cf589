import { computed, ref, watchEffect } from "vue";
import { useI18n } from "vue-i18n";

export type Locale = "zh" | "en";
const stored = (name: string) => localStorage.getItem(`lanbai.${name}`);
const store = (name: string, value: string) => localStorage.setItem(`lanbai.${name}`, value);

export const savedLocale: Locale = stored("locale") === "en" ? "en" : "zh";
const dark = ref(stored("theme") ? stored("theme") === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

/** Theme and language of this browser. */
export function usePreferences() {
  const { locale } = useI18n();
  const language = computed({
    get: () => locale.value as Locale,
    set: (value: Locale) => {
      locale.value = value;
      store("locale", value);
    },
  });
  const theme = computed({
    get: () => dark.value,
    set: (on: boolean) => {
      dark.value = on;
      store("theme", on ? "dark" : "light");
    },
  });
  return { language, dark: theme };
}

/** Keeps <html lang> and its colour scheme with the preferences. */
export function usePageAttributes() {
  const { locale } = useI18n();
  watchEffect(() => {
    document.documentElement.lang = locale.value === "zh" ? "zh-CN" : "en";
    document.documentElement.classList.toggle("dark", dark.value);
  });
}
