/** What do the shop's goods look like? One drawing a category, in the colours of each make. */

/** Main colour, its shade, its light, and the ground it stands before. */
const TONES = {
  Storm: ["#4b6f94", "#36536f", "#7d9cba", "#e6edf3"],
  Harbour: ["#2b7a96", "#1f5a6f", "#63a5bd", "#e2f0f4"],
  Keeper: ["#c8452f", "#993322", "#e07a66", "#f9e9e5"],
  Granite: ["#77838f", "#59636d", "#a3adb7", "#edf0f2"],
  Tidal: ["#2e8b7f", "#21675e", "#67b3a8", "#e3f2ef"],
  Northern: ["#47685a", "#334c41", "#7b9a8c", "#e8efeb"],
  Beacon: ["#f2a93b", "#c98420", "#f8cc85", "#fdf3e1"],
  Gull: ["#a9b6c2", "#7f8d9a", "#d5dde4", "#f1f4f6"],
  Fathom: ["#1b3a5c", "#122842", "#4a6c92", "#e3e9f0"],
  Skerry: ["#7a8a5c", "#5a6743", "#a7b48c", "#eff2e8"],
  Lantern: ["#d97f2f", "#a65d1d", "#efae74", "#fbeee0"],
  Compass: ["#8d5f48", "#684433", "#b98f79", "#f3ebe6"],
}

const DRAWINGS = { jackets, sweaters, boots, lamps, mugs, charts, bags, blankets }

/** Return the picture of a thing of `category`, made by `make`, as SVG. */
export function art(category, make) {
  const [main, shade, light, ground] = TONES[make]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img">
<rect width="240" height="240" fill="${ground}"/>
<circle cx="120" cy="116" r="86" fill="#fff" opacity=".55"/>
<ellipse cx="120" cy="206" rx="66" ry="6" fill="${shade}" opacity=".16"/>
${DRAWINGS[category]({ main, shade, light })}
</svg>
`
}

function jackets({ main, shade, light }) {
  return `<path d="M88 62 62 78c-5 3-8 8-9 14l-11 74 24 6 12-52v80h84v-80l12 52 24-6-11-74c-1-6-4-11-9-14l-26-16z" fill="${main}"/>
<path d="M78 120 66 172l12 3zm84 0 12 52-12 3z" fill="${shade}"/>
<path d="M92 60c4-14 14-22 28-22s24 8 28 22c-6 14-16 22-28 22s-22-8-28-22z" fill="${shade}"/>
<path d="M102 62c2-8 9-13 18-13s16 5 18 13c-4 8-10 12-18 12s-14-4-18-12z" fill="${light}"/>
<path d="M120 82v118" stroke="${light}" stroke-width="4"/>
<path d="M88 152h22v8H88zm42 0h22v8h-22z" fill="${shade}"/>
<g fill="#fff"><circle cx="120" cy="102" r="3"/><circle cx="120" cy="126" r="3"/><circle cx="120" cy="150" r="3"/><circle cx="120" cy="174" r="3"/></g>`
}

function sweaters({ main, shade, light }) {
  return `<path d="M92 58 62 72c-6 3-9 8-10 14l-10 88 24 4 12-60v78h84v-78l12 60 24-4-10-88c-1-6-4-11-10-14l-30-14c-4 10-14 16-28 16s-24-6-28-16z" fill="${main}"/>
<path d="M92 58c2-5 8-8 14-9h28c6 1 12 4 14 9-4 10-14 16-28 16s-24-6-28-16z" fill="${shade}"/>
<path d="M102 57c4 5 10 8 18 8s14-3 18-8c-4-2-10-3-18-3s-14 1-18 3z" fill="${light}"/>
<g fill="none" stroke="${light}" stroke-width="4" stroke-linejoin="round"><path d="m80 112 10-10 10 10 10-10 10 10 10-10 10 10 10-10 10 10"/><path d="m80 126 10-10 10 10 10-10 10 10 10-10 10 10 10-10 10 10"/></g>
<path d="M78 184h84v12H78zM43 166l24 4-1 8-24-4zm154 0-24 4 1 8 24-4z" fill="${shade}"/>`
}

function boots({ main, shade, light }) {
  return `<path d="M132 70h42v74c0 6 4 9 10 12 9 4 16 10 16 22v16h-74c2-40 6-80 6-124z" fill="${shade}"/>
<path d="M58 60h48v84c0 7 5 10 12 13 11 5 18 12 18 25v14H52c2-46 6-88 6-136z" fill="${main}"/>
<path d="M58 60h48v14H57z" fill="${light}"/><path d="M132 70h42v12h-42z" fill="${main}"/>
<path d="M48 192h90v12H48zm76 0h78v12h-78z" fill="${shade}"/><path d="M48 192h90v6H48z" fill="#2b2f36" opacity=".35"/>
<path d="M66 96h30m-31 16h31m-32 16h33" stroke="${light}" stroke-width="4" stroke-linecap="round"/>
<path d="M100 74c8-8 14-8 18-2" fill="none" stroke="${light}" stroke-width="5" stroke-linecap="round"/>`
}

function lamps({ main, shade, light }) {
  return `<path d="M120 36v14" stroke="${shade}" stroke-width="6" stroke-linecap="round"/>
<circle cx="120" cy="34" r="9" fill="none" stroke="${shade}" stroke-width="5"/>
<path d="M94 62c2-10 12-16 26-16s24 6 26 16l6 14H88z" fill="${main}"/>
<path d="M92 76h56v82H92z" fill="#fff"/><path d="M92 76h56v82H92z" fill="${light}" opacity=".35"/>
<circle cx="120" cy="120" r="26" fill="#f2a93b" opacity=".25"/>
<path d="M120 96c9 11 13 18 13 26a13 13 0 0 1-26 0c0-8 4-15 13-26z" fill="#f2a93b"/>
<path d="M120 112c4 5 6 9 6 13a6 6 0 0 1-12 0c0-4 2-8 6-13z" fill="#fff3d6"/>
<path d="M92 76v82m56-82v82m-28-82v14m0 54v14" stroke="${shade}" stroke-width="4"/>
<path d="M84 158h72l6 14H78z" fill="${main}"/><path d="M76 172h88v14c0 9-7 16-16 16H92c-9 0-16-7-16-16z" fill="${shade}"/>
<path d="M76 172h88v8H76z" fill="${main}"/>`
}

function mugs({ main, shade, light }) {
  return `<path d="M160 108h16c16 0 26 10 26 26s-10 28-28 28h-16v-14h14c10 0 16-5 16-14 0-8-5-12-14-12h-14z" fill="${shade}"/>
<path d="M58 84h106v86c0 18-12 30-30 30H88c-18 0-30-12-30-30z" fill="${main}"/>
<ellipse cx="111" cy="84" rx="53" ry="13" fill="${light}"/><ellipse cx="111" cy="86" rx="44" ry="9" fill="#5a3a26"/>
<path d="M58 132c10-8 18-8 26 0s18 8 27 0 18-8 27 0 17 8 26 0v14c-9 8-17 8-26 0s-18-8-27 0-19 8-27 0-16-8-26 0z" fill="${light}"/>
<path d="M96 62c-6-7 6-11 0-20m17 18c-6-7 6-11 0-20m17 22c-6-7 6-11 0-20" fill="none" stroke="${shade}" stroke-width="4" stroke-linecap="round" opacity=".45"/>`
}

function charts({ main, shade, light }) {
  return `<path d="m46 66 50-16 48 16 50-16v126l-50 16-48-16-50 16z" fill="#fbf7ee"/>
<path d="m96 50 48 16v126l-48-16z" fill="${light}" opacity=".28"/>
<path d="m46 66 50-16 48 16 50-16v126l-50 16-48-16-50 16z" fill="none" stroke="${shade}" stroke-width="4" stroke-linejoin="round"/>
<path d="M50 138c14-16 22-6 34-16s6-30 24-34 16 12 30 8 20-24 52-28v50l-46 60-48-14-46 14z" fill="${main}" opacity=".28"/>
<path d="M50 120c14-12 24-2 36-12s6-30 22-34 18 12 32 8 22-18 50-22" fill="none" stroke="${main}" stroke-width="3"/>
<path d="M62 168c22-8 36-30 62-34s34-22 44-44" fill="none" stroke="#c8452f" stroke-width="4" stroke-dasharray="3 9" stroke-linecap="round"/>
<circle cx="168" cy="88" r="7" fill="#c8452f"/>
<g transform="translate(84 154)"><circle r="19" fill="#fff" stroke="${shade}" stroke-width="3"/><path d="m0-15 5 15-5 15-5-15z" fill="${main}"/><path d="m-15 0 15-4 15 4-15 4z" fill="${shade}"/></g>`
}

function bags({ main, shade, light }) {
  return `<path d="M98 62c0-16 8-24 22-24s22 8 22 24" fill="none" stroke="${shade}" stroke-width="8"/>
<path d="M54 118c-8 8-10 20-10 34v28c0 8 4 12 12 12h8zm132 0c8 8 10 20 10 34v28c0 8-4 12-12 12h-8z" fill="${shade}"/>
<path d="M62 104c0-28 22-46 58-46s58 18 58 46v80c0 12-8 20-20 20H82c-12 0-20-8-20-20z" fill="${main}"/>
<path d="M62 104c0-28 22-46 58-46s58 18 58 46v14c-16 12-36 18-58 18s-42-6-58-18z" fill="${shade}"/>
<path d="M62 104c0-28 22-46 58-46s58 18 58 46c-16 12-36 18-58 18s-42-6-58-18z" fill="${main}"/>
<path d="M92 76h56" stroke="${light}" stroke-width="5" stroke-linecap="round" opacity=".7"/>
<path d="M84 152h72v30c0 6-4 10-10 10H94c-6 0-10-4-10-10z" fill="${light}"/><path d="M84 152h72v12H84z" fill="${shade}" opacity=".55"/>
<path d="M110 116h20v28h-20z" fill="#f2e3c6"/><path d="M115 130h10v8h-10z" fill="${shade}"/>`
}

function blankets({ main, shade, light }) {
  return `<path d="M50 168c0-10 8-16 18-16h104c10 0 18 6 18 16v18c0 10-8 16-18 16H68c-10 0-18-6-18-16z" fill="${shade}"/>
<path d="M44 128c0-10 8-16 18-16h116c10 0 18 6 18 16v16c0 10-8 16-18 16H62c-10 0-18-6-18-16z" fill="${main}"/>
<path d="M50 88c0-10 8-16 18-16h104c10 0 18 6 18 16v16c0 10-8 16-18 16H68c-10 0-18-6-18-16z" fill="${light}"/>
<path d="M86 72h16v48H86zm52 0h16v48h-16z" fill="#fff" opacity=".6"/>
<path d="M82 112h20v48H82zm56 0h20v48h-20z" fill="${shade}" opacity=".5"/>
<path d="M86 152h16v50H86zm52 0h16v50h-16z" fill="${light}" opacity=".55"/>
<path d="M176 120v22m-8-22v22m-8-22v22m-8-22v22" stroke="${light}" stroke-width="4" stroke-linecap="round"/>
<path d="M106 78h28v24h-28z" fill="#fbf7ee"/><path d="M112 86h16m-16 8h10" stroke="${shade}" stroke-width="3" stroke-linecap="round"/>`
}
