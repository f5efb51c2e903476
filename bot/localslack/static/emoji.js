// The short names a newsroom is likely to meet. Others are shown as they are written.

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|eyes 👀|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌
warning ⚠️|rotating_light 🚨|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|newspaper 📰|rolled_up_newspaper 🗞️
mag 🔍|mag_right 🔎|link 🔗|pushpin 📌|round_pushpin 📍|bookmark 🔖|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋
calendar 📅|date 📅|spiral_calendar_pad 🗓️|clock1 🕐|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵
large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|large_brown_circle 🟤|radio_button 🔘
large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦
small_red_triangle 🔺|small_red_triangle_down 🔻|small_orange_diamond 🔸|small_blue_diamond 🔹|arrow_right ➡️
arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|arrow_lower_right ↘️|leftwards_arrow_with_hook ↩️
arrows_counterclockwise 🔄|repeat 🔁|twisted_rightwards_arrows 🔀|left_right_arrow ↔️|arrow_heading_down ⤵️
question ❓|grey_question ❔|exclamation ❗|bangbang ‼️|interrobang ⁉️|information_source ℹ️|bulb 💡|zap ⚡|fire 🔥
boom 💥|star ⭐|sparkles ✨|tada 🎉|hammer 🔨|wrench 🔧|gear ⚙️|lock 🔒|unlock 🔓|key 🔑|shield 🛡️|scales ⚖️
no_entry ⛔|no_entry_sign 🚫|construction 🚧|octagonal_sign 🛑|checkered_flag 🏁|triangular_flag_on_post 🚩
speech_balloon 💬|thought_balloon 💭|left_speech_bubble 🗨️|busts_in_silhouette 👥|bust_in_silhouette 👤|handshake 🤝
raised_hand ✋|wave 👋|clap 👏|pray 🙏|ok_hand 👌|point_right 👉|point_up ☝️|muscle 💪|writing_hand ✍️|raised_hands 🙌
smile 😄|slightly_smiling_face 🙂|grinning 😀|joy 😂|thinking_face 🤔|neutral_face 😐|confused 😕|cry 😢|scream 😱
sweat_smile 😅|wink 😉|heart ❤️|blue_heart 💙|owl 🦉|robot_face 🤖|satellite 📡|satellite_antenna 📡|radio 📻|tv 📺
globe_with_meridians 🌐|earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|world_map 🗺️|classical_building 🏛️|ship 🚢
airplane ✈️|oil_drum 🛢️|rocket 🚀|atom_symbol ⚛️|radioactive_sign ☢️|chart_with_upwards_trend 📈
chart_with_downwards_trend 📉|bar_chart 📊|file_folder 📁|page_facing_up 📄|package 📦|inbox_tray 📥|outbox_tray 📤
flag-ru 🇷🇺|flag-ir 🇮🇷|flag-us 🇺🇸|us 🇺🇸|flag-il 🇮🇱|flag-pk 🇵🇰|flag-sa 🇸🇦|flag-ae 🇦🇪|flag-ua 🇺🇦|flag-gb 🇬🇧|gb 🇬🇧
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|heavy_plus_sign ➕|heavy_minus_sign ➖|new 🆕|soon 🔜|sos 🆘|ok 🆗|100 💯
see_no_evil 🙈|crystal_ball 🔮|dart 🎯|balance_scale ⚖️|zzz 💤|coffee ☕|seedling 🌱|umbrella ☔|snowflake ❄️|dove 🕊️
dove_of_peace 🕊️|performing_arts 🎭|moneybag 💰|phone ☎️|telephone_receiver 📞|email 📧|envelope ✉️|incoming_envelope 📨
`;

export const EMOJI = new Map(
  TABLE.trim().split(/[|\n]/).map((entry) => entry.trim().split(" ")).filter((pair) => pair.length === 2),
);

export const QUICK = ["eyes", "white_check_mark", "+1", "thinking_face", "rotating_light", "x", "heart", "tada"];

export const emoji = (name) => EMOJI.get(name.split("::")[0]) ?? `:${name}:`;
