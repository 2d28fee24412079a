/** How does Bellrock look? The one place for colours, sizes and type; Ant Design and ECharts read it. */
import { theme as antTheme, type ThemeConfig } from "antd"

export type Mode = "light" | "dark"

export interface Palette {
  ink: string
  beam: string
  good: string
  bad: string
  page: string
  card: string
  text: string
  quiet: string
  line: string
  faint: string
}

export const palettes: Record<Mode, Palette> = {
  light: {
    ink: "#1B3A5C",
    beam: "#F2A93B",
    good: "#2E8B6F",
    bad: "#C8452F",
    page: "#F6F8FA",
    card: "#FFFFFF",
    text: "#14222F",
    quiet: "#5A6B7B",
    line: "#DCE3EA",
    faint: "#EEF2F6",
  },
  dark: {
    ink: "#7FB0E0",
    beam: "#F2A93B",
    good: "#54B998",
    bad: "#EC7B66",
    page: "#0F1B2A",
    card: "#16263A",
    text: "#E6EDF4",
    quiet: "#9DB0C2",
    line: "#2A3D53",
    faint: "#1C2F45",
  },
}

/** A colour-blind-safe set of eight, always in this order; dark grounds get lighter ones. */
export const series: Record<Mode, readonly string[]> = {
  light: ["#2F6DA8", "#E08A1E", "#2E8B6F", "#B5495B", "#7A5BA6", "#5B9BC4", "#8A6D3B", "#6B7785"],
  dark: ["#6FA9DD", "#F2A93B", "#58BE9B", "#E27C8C", "#AE93D8", "#8CC6EA", "#C9A66B", "#A5B2BF"],
}

export const font =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

export function themeOf(mode: Mode, still: boolean): ThemeConfig {
  const colours = palettes[mode]
  return {
    algorithm: mode === "dark" ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: mode === "dark" ? "#4E8CC7" : colours.ink,
      colorInfo: mode === "dark" ? "#4E8CC7" : colours.ink,
      colorSuccess: colours.good,
      colorError: colours.bad,
      colorWarning: colours.beam,
      colorLink: colours.ink,
      colorBgLayout: colours.page,
      colorBgContainer: colours.card,
      colorBgElevated: colours.card,
      colorText: colours.text,
      colorTextSecondary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: mode === "dark" ? "#8296AA" : "#64748B",
      colorBorder: colours.line,
      colorBorderSecondary: colours.line,
      controlItemBgActive: colours.faint,
      controlItemBgActiveHover: colours.line,
      fontFamily: font,
      fontSize: 14,
      sizeUnit: 4,
      borderRadius: 8,
      boxShadow: "0 1px 2px rgb(15 27 42 / 8%), 0 4px 16px rgb(15 27 42 / 6%)",
      boxShadowSecondary: "0 2px 8px rgb(15 27 42 / 12%), 0 8px 24px rgb(15 27 42 / 10%)",
      motion: !still,
      motionDurationSlow: "0.2s",
      motionDurationMid: "0.15s",
    },
    components: {
      Layout: { siderBg: colours.card, headerBg: colours.card, bodyBg: colours.page },
      Menu: {
        itemHeight: 32,
        itemMarginBlock: 2,
        itemBorderRadius: 8,
        itemSelectedBg: colours.faint,
        itemSelectedColor: colours.ink,
        subMenuItemBg: "transparent",
        subMenuItemSelectedColor: colours.ink,
      },
      Button: { colorError: colours.bad },
      Checkbox: { borderRadiusSM: 4, colorBorder: colours.quiet },
      Tabs: { itemSelectedColor: colours.ink, inkBarColor: colours.ink },
      Table: { headerBg: colours.faint, cellPaddingBlock: 10 },
      Card: { headerFontSize: 15 },
    },
  }
}
