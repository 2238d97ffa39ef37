// What the page says, in both languages.

const WORDS = {
  zh: {
    sandbox: "沙盒", notTelegram: "这里不是 Telegram，而是本机上的沙盒：消息不会离开这台电脑",
    customer: "客户的手机", customerHint: "扮演客户，向机器人提问", chooseCustomer: "选择客户", chooseRoom: "选择群",
    staff: "客服工作室", staffHint: "扮演客服，接单与回复", actAs: "身份",
    promises: "承诺的时间", promisesHint: "看着每个时钟走", clocks: "正在走的时钟", queue: "排队", agents: "客服",
    struck: "已到点", ok: "好", attach: "附件", photo: "发送照片", send: "发送", writeHere: "写点什么…", writeToStaff: "回复，或输入命令…",
    block: "拉黑", unblock: "解除", blocked: "已拉黑机器人", online: "机器人", typing: "正在输入…",
    general: "综合 General", generalHint: "全体客服", privately: "与机器人私聊", topicClosed: "话题已关闭", forum: "话题群组",
    emptyPhone: "还没有消息。\n试试下面的问题，或输入“人工”。", emptyRoom: "这里还没有消息。\n客户转人工后，对应的话题会出现在左边。", edited: "已编辑",
    editing: "修改：", replying: "回复：", edit: "修改", reply: "回复", remove: "删除", forwardedFrom: "转发自 ",
    noClocks: "没有正在走的时钟", noQueue: "无人排队", noAgents: "无人上班", noStruck: "没有超时", holding: (n) => `${n} 个会话`,
    aside: (n) => `搁置 ${n}`, place: (n) => `第 ${n} 位`, waited: "已等", over: "超时", tier: (n) => `超时 ${n} 级`, level: (n) => `加急 ${n} 级`,
    offered: (agent, until) => `派给 ${agent}，保留到 ${until}`, undated: "暂停中", more: "更多命令",
    standings: { on: "在班", off: "下班", leaving: "快下班", unsaid: "离开", missed: "没有应答", meal: "用餐", reason: "离开（有事）" },
    commandNames: { case: "单子：查看和处理", form: "替客户登记投诉或报修", file: "客户档案", on: "上班", off: "下班", away: "离开", back: "回来", meal: "用餐", queue: "谁在排队", handover: "待确认的交接", rules: "现在的规则", faq: "知识库", gaps: "没有好答案的问题", notices: "通知记录", notice: "通知各班", take: "接单", resolve: "结案", transfer: "转接", hold: "搁置", unhold: "继续", promise: "承诺回复时间", note: "备注", why: "时限怎么算的", help: "请主管协助", assist: "协助", takeover: "接管", care: "特别关照", appeal: "申诉超时" },
    given: { transfer: "12 ", hold: "30m ", promise: "2h ", note: "", notice: "", appeal: "" },
    apart: "机器人与沙盒在同一程序中运行时，这里显示时钟：\npython -m bot（不设置令牌）",
    lost: "与沙盒的连接断开了，正在重连…", pressed: "机器人没有回答这个按钮",
    created: (name) => `创建了话题“${name}”`, renamed: (name) => `话题改名为“${name}”`, icon: "话题图标已更换", closed: "话题已关闭",
    reopened: "话题已重新打开", pinned: "置顶了一条消息", joined: "加入了群组", left: "离开了群组", moved: "群组已迁移", something: "服务消息",
    kinds: { photo: "照片", document: "文件", voice: "语音", sticker: "贴纸", location: "位置", contact: "名片", video: "视频", audio: "音乐", animation: "动图", video_note: "圆形视频", venue: "地点", dice: "骰子", poll: "投票" },
    samples: ["收楼要带什么材料?", "下水道堵了怎么办?", "我要投诉", "人工"],
    clockNames: { accept: "接单时限", wait_comfort: "等候安抚", wait_explain: "等候说明", offer: "邀请应答时限", first_reply: "首次回复时限", next_reply: "回复时限", promised_reply: "答应的回复", long_handling: "长时间处理", emergency: "紧急响应时限", ring: "紧急呼叫", idle_prompts: "久未来消息的问候", closing_notice: "下班前的通知", reopen_window: "重新打开期限", away: "离开时限", meal: "用餐时限", on_duty: "连续在班时限", shift_end: "班次结束", handover: "交接确认时限", unstaffed: "无人在班的提醒", request_reply: "诉求答复时限", complaint_reply: "投诉答复时限", complaint_resolve: "投诉办结时限", crisis_report: "危机上报时限", repair_accept: "师傅接单时限", repair_visit: "上门时限", repair_status: "报修进展", customer_chase: "提醒客户", follow_up_gap: "跟进间隔", unsettled: "久未办结", callback_from: "回访开始", callback: "回访时限", slip: "会办时限" },
    kept: { wait_comfort: "已安抚", wait_explain: "已说明", offer: "已跳过", long_handling: "已告诉主管", ring: "已呼叫", idle_prompts: "已问候", closing_notice: "已通知", reopen_window: "已到期" },
  },
  en: {
    sandbox: "Sandbox", notTelegram: "This is not Telegram but a sandbox: no message leaves this machine",
    customer: "The customer's phone", customerHint: "Be a customer, ask the bot", chooseCustomer: "Choose a customer", chooseRoom: "Choose a group",
    staff: "Staff room", staffHint: "Be an agent, take and answer", actAs: "Act as",
    promises: "Promises of time", promisesHint: "Watch every clock run", clocks: "Running clocks", queue: "Queue", agents: "Agents",
    struck: "Has struck", ok: "OK", attach: "Attach", photo: "Send a photo", send: "Send", writeHere: "Write something…", writeToStaff: "Answer, or give a command…",
    block: "Block", unblock: "Unblock", blocked: "has blocked the bot", online: "bot", typing: "typing…",
    general: "General", generalHint: "all of the staff", privately: "Chat with the bot", topicClosed: "topic closed", forum: "forum",
    emptyPhone: "No messages yet.\nTry a question below, or write “human”.", emptyRoom: "No messages here yet.\nA customer who asks for a person gets a topic on the left.", edited: "edited",
    editing: "Editing: ", replying: "Reply to: ", edit: "Edit", reply: "Reply", remove: "Delete", forwardedFrom: "Forwarded from ",
    noClocks: "No clock is running", noQueue: "Nobody is waiting", noAgents: "Nobody is on duty", noStruck: "Nothing is overdue", holding: (n) => (n === 1 ? "1 chat" : `${n} chats`),
    aside: (n) => `${n} on hold`, place: (n) => `no. ${n}`, waited: "waited", over: "over by", tier: (n) => `over, tier ${n}`, level: (n) => `urgent ${n}`,
    offered: (agent, until) => `offered to ${agent} until ${until}`, undated: "paused", more: "More commands",
    standings: { on: "on duty", off: "off", leaving: "leaving soon", unsaid: "away", missed: "does not answer", meal: "at a meal", reason: "away, with a reason" },
    commandNames: { case: "Cases: look and act", form: "Register a complaint or repair for the customer", file: "Customer file", on: "Go on duty", off: "Go off duty", away: "Go away for a moment", back: "Be back", meal: "Go for a meal", queue: "Who is waiting", handover: "Hand-overs to acknowledge", rules: "The rules in force", faq: "Library", gaps: "Questions without a good answer", notices: "Notices there were", notice: "Tell every shift", take: "Take", resolve: "Resolve", transfer: "Transfer", hold: "Put on hold", unhold: "Go on", promise: "Promise an answer by", note: "Note", why: "How the deadlines come about", help: "Ask a lead for help", assist: "Assist", takeover: "Take over", care: "Special care", appeal: "Appeal" },
    given: { transfer: "12 ", hold: "30m ", promise: "2h ", note: "", notice: "", appeal: "" },
    apart: "Clocks are shown when bot and sandbox run together:\npython -m bot (without a token)",
    lost: "The connection to the sandbox is lost; trying again…", pressed: "The bot did not answer this button",
    created: (name) => `created the topic “${name}”`, renamed: (name) => `renamed the topic to “${name}”`, icon: "changed the topic's icon", closed: "closed the topic",
    reopened: "reopened the topic", pinned: "pinned a message", joined: "joined the group", left: "left the group", moved: "the group has moved", something: "service message",
    kinds: { photo: "Photo", document: "Document", voice: "Voice", sticker: "Sticker", location: "Location", contact: "Contact", video: "Video", audio: "Audio", animation: "Animation", video_note: "Video note", venue: "Venue", dice: "Dice", poll: "Poll" },
    samples: ["What do I need to move in?", "The drain is blocked", "I want to complain", "human"],
    clockNames: { accept: "Time to take", wait_comfort: "Comfort while waiting", wait_explain: "Explanation of the wait", offer: "Time to answer an offer", first_reply: "Time to the first reply", next_reply: "Time to reply", promised_reply: "Promised answer", long_handling: "Long handling", emergency: "Emergency response", ring: "Emergency call", idle_prompts: "Prompts to a silent customer", closing_notice: "Notice before closing", reopen_window: "Time to reopen", away: "Time away", meal: "Meal break", on_duty: "Hours on duty", shift_end: "End of the shift", handover: "Time to acknowledge a hand-over", unstaffed: "Reminder that nobody is on duty", request_reply: "Reply to the request", complaint_reply: "Reply to the complaint", complaint_resolve: "End of the complaint", crisis_report: "Report of the crisis", repair_accept: "Worker's acceptance", repair_visit: "Visit", repair_status: "News of the repair", customer_chase: "Reminder to the customer", follow_up_gap: "Follow-up gap", unsettled: "Long unsettled", callback_from: "Start of the callback", callback: "Callback", slip: "Joint slip" },
    kept: { wait_comfort: "Comforted", wait_explain: "Explained", offer: "Skipped", long_handling: "Lead told", ring: "Rung", idle_prompts: "Prompted", closing_notice: "Told", reopen_window: "Ended" },
  },
};

let language = localStorage.getItem("language") ?? "zh";

export const say = (key) => WORDS[language][key];
export const inBoth = (group, key) => [WORDS[language][group][key] ?? key, WORDS[language === "zh" ? "en" : "zh"][group][key] ?? ""];
export const isChinese = () => language === "zh";

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
}

export function sayEverything(root) {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const spot of root.querySelectorAll("[data-say]")) spot.textContent = say(spot.dataset.say);
  for (const spot of root.querySelectorAll("[data-hint]")) spot.placeholder = say(spot.dataset.hint);
  for (const spot of root.querySelectorAll("[data-label]")) spot.setAttribute("aria-label", say(spot.dataset.label));
}
