// 自动生成，请勿手改。Generated, not to be edited.
/** 办理身份。In what role somebody took a step. */
export type ActingRole =
  /** 成员单位联络员。The liaison of a member unit. */
  | 'UNIT'
  /** 党建指导员。An instructor. */
  | 'INSTRUCTOR'
  /** 县（区）工作人员。An officer of the county. */
  | 'COUNTY'
  /** 市工作人员。An officer of the city. */
  | 'CITY'
  /** 两新组织党组织书记。The secretary of the organisation. */
  | 'ORGANISATION'
  /** 按时限自动办理。Nobody: the platform took it by the rules, at its time. */
  | 'SCHEDULE';

/** 助企行动线。The line of action that a service belongs to. */
export type ActionLine =
  /** 党建助企。Help enterprises by party building. */
  | 'PARTY_BUILDING'
  /** 政策惠企。Policies that benefit enterprises. */
  | 'POLICY_BENEFIT'
  /** 服务暖企。Services that warm enterprises. */
  | 'WARM_SERVICE'
  /** 先锋兴企。Pioneers that make enterprises thrive. */
  | 'PIONEER';

/** 活动筛选条件，同时满足。What activities must be; all conditions hold. */
export type ActivityFilter = {
  /** 类型之一。One of these kinds. */
  kind?: Array<ActivityKind> | null | undefined;
  /** 活动日期不早于。Held on this day or later. */
  heldFrom?: string | null | undefined;
  /** 活动日期不晚于。Held on this day or earlier. */
  heldTo?: string | null | undefined;
  /** 结对共建编号。The id of the pairing. */
  pairing?: string | null | undefined;
  /** 是否属于某一结对。Whether it belongs to a pairing. */
  hasPairing?: boolean | null | undefined;
  /** 成员单位编号。The id of the member unit. */
  unit?: string | null | undefined;
  /** 党建指导员编号。The id of the instructor. */
  instructor?: string | null | undefined;
  /** 结对的成员单位编号，限归属地相同的结对。The id of the member unit of its pairing, where that has the same owner. */
  pairingUnit?: string | null | undefined;
  /** 至少属于一个共建方面。It serves at least one of these aspects. */
  aspect?: Array<CoBuildingAspect> | null | undefined;
  /** 至少属于一项共建内容（代码）。It serves at least one of these items, by code. */
  item?: Array<string> | null | undefined;
  /** 名称包含。The title contains this text. */
  titleContains?: string | null | undefined;
  /** 地点包含。The place contains this text. */
  placeContains?: string | null | undefined;
  /** 来源之一。One of these provenances. */
  provenance?: Array<Provenance> | null | undefined;
};

/** 活动类型。The kind of an activity. */
export type ActivityKind =
  /** 联系指导。Contact and guidance; due at least monthly. */
  | 'CONTACT'
  /** 调研走访。A research visit; due at least quarterly. */
  | 'RESEARCH_VISIT'
  /** 业务培训。Training of those who do the party work. */
  | 'TRAINING'
  /** 联合过组织生活。Organisation life held together. */
  | 'JOINT_ORGANISATION_LIFE'
  /** 听课评课。Observing and discussing lessons. */
  | 'LESSON_OBSERVATION'
  /** 政策宣讲。A lecture on policy. */
  | 'POLICY_LECTURE'
  /** 读书分享会。A reading session. */
  | 'READING_SESSION'
  /** 赠书。A donation of books. */
  | 'BOOK_DONATION'
  /** 每月碰头。The monthly meeting of both sides. */
  | 'MONTHLY_MEETING'
  /** 入企指导。An on-site visit of a party-building instructor. */
  | 'INSTRUCTOR_VISIT'
  /** 协调解决实际问题。A practical problem solved by coordination. */
  | 'SOLVED_PROBLEM'
  /** 劳模工匠进企业宣讲。Model workers lecture in the enterprise. */
  | 'MODEL_WORKER_LECTURE'
  /** 工资集体协商。Collective negotiation of wages. */
  | 'WAGE_NEGOTIATION'
  /** 建立情况台账。The situation ledger of the pairing was compiled; due once a year. */
  | 'LEDGER_COMPILED'
  /** 形成结对共建工作情况报告。The year's report on the pairing's work was made; due once a year. */
  | 'YEAR_END_REPORT'
  /** 其他活动。Another activity. */
  | 'OTHER';

/** 诉求的办理时限。What an appeal waits for, within working days. */
export type AppealClock =
  /** 受理。To be accepted. */
  | 'ACCEPTANCE'
  /** 办理。To be handled by the first receiver. */
  | 'HANDLING'
  /** 协调办理。To be solved by the coordinated departments. */
  | 'COORDINATION'
  /** 交办。To be assigned by the municipal committee. */
  | 'ASSIGNMENT'
  /** 跟进落实。To be solved under the municipal committee. */
  | 'FOLLOW_UP'
  /** 回访。To be confirmed by the organisation. */
  | 'CALLBACK'
  /** 复核。To be reopened: the organisation is not satisfied. */
  | 'REVIEW'
  /** 办结。To be closed. */
  | 'CLOSING';

/** 困难诉求筛选条件，同时满足。What appeals must be; all conditions hold. */
export type AppealFilter = {
  /** 层级之一。One of these tiers. */
  tier?: Array<AppealTier> | null | undefined;
  /** 状态之一。One of these states. */
  state?: Array<AppealState> | null | undefined;
  /** 提出时间不早于。Raised then or later. */
  raisedFrom?: string | null | undefined;
  /** 提出时间不晚于。Raised then or earlier. */
  raisedTo?: string | null | undefined;
  /** 两新组织编号。The id of the organisation. */
  organisation?: string | null | undefined;
  /** 受理单位编号。The id of the unit it is addressed to. */
  unit?: string | null | undefined;
  /** 结对共建编号。The id of the pairing. */
  pairing?: string | null | undefined;
  /** 承办部门编号。The id of a department that has, or had, a part in it. */
  department?: string | null | undefined;
  /** 是否已上报市委两新工委（含上报后已办结的）。Whether it has been reported to the municipal committee, at any time. */
  escalated?: boolean | null | undefined;
  /** 时限状态之一；不计时的都不符合。One of these; what has no clock running is none of them. */
  timeliness?: Array<AppealTimeliness> | null | undefined;
  /** 时限状态以该日为准；缺省为今天。The day of the timeliness; today where absent. */
  timelinessOn?: string | null | undefined;
  /** 截止日不晚于。Due then or earlier. */
  dueTo?: string | null | undefined;
  /** 是否暂停计时。Whether its clock stands still. */
  paused?: boolean | null | undefined;
  /** 标题包含。The title contains this text. */
  titleContains?: string | null | undefined;
  /** 来源之一。One of these provenances. */
  provenance?: Array<Provenance> | null | undefined;
};

/** 困难诉求的指标。An indicator of appeals. */
export type AppealIndicatorCode =
  /** 按时办结率。Appeals that were closed on time. */
  | 'APPEALS_ON_TIME'
  /** 回访满意率。Callbacks in which the organisation was satisfied. */
  | 'APPEALS_SATISFIED';

/** 部门承办部分的状态，由交办、答复与截止日推得，从不录入。How a department’s part stands; derived, never typed in. */
export type AppealPartState =
  /** 承办中。Not answered yet, and not overdue. */
  | 'OPEN'
  /** 逾期未答复。Not answered, and its deadline has passed. */
  | 'OVERDUE'
  /** 按时答复。Answered by its deadline. */
  | 'ANSWERED'
  /** 逾期答复。Answered after its deadline. */
  | 'ANSWERED_LATE'
  /** 未答复即撤销。Taken back unanswered: the appeal was escalated, withdrawn, …; it counts neither for nor against. */
  | 'RELEASED';

/** 诉求状态。Where an appeal stands. */
export type AppealState =
  /** 已提出。Raised, not yet accepted. */
  | 'RAISED'
  /** 已受理。Accepted by its first receiver. */
  | 'ACCEPTED'
  /** 协调中。Departments are being coordinated. */
  | 'COORDINATING'
  /** 已上报市委两新工委。Reported to the municipal committee. */
  | 'ESCALATED'
  /** 市委两新工委已交办。Assigned to departments by the municipal committee, which follows up. */
  | 'ASSIGNED'
  /** 已解决，待回访。Resolved, not yet confirmed by the organisation. */
  | 'RESOLVED'
  /** 回访已确认。Confirmed by the organisation in the callback. */
  | 'CONFIRMED'
  /** 回访不满意。The organisation is not satisfied; to be reopened. */
  | 'DISSATISFIED'
  /** 已办结。Closed. */
  | 'CLOSED'
  /** 重新办理。Reopened: the organisation is not satisfied. */
  | 'REOPENED'
  /** 已撤回。Withdrawn by the organisation. */
  | 'WITHDRAWN'
  /** 不予受理。Refused, with a reason. */
  | 'REFUSED';

/** 诉求的办理步骤。A step that an appeal goes through. */
export type AppealStepKind =
  /** 提出。The organisation, or an officer for it, raises it. */
  | 'RAISE'
  /** 受理。The first receiver accepts it, and stays responsible. */
  | 'ACCEPT'
  /** 协调有关部门。The departments concerned each get their part. */
  | 'COORDINATE'
  /** 部门答复。A department answers its part. */
  | 'ANSWER'
  /** 上报。It is reported to the municipal committee. */
  | 'ESCALATE'
  /** 逾期自动上报。It is reported because it is overdue. */
  | 'ESCALATE_OVERDUE'
  /** 交办。The municipal committee assigns it to departments. */
  | 'ASSIGN'
  /** 督办。The municipal committee follows up. */
  | 'FOLLOW_UP'
  /** 解决。It is solved, to be confirmed by the organisation. */
  | 'RESOLVE'
  /** 回访满意。The organisation is satisfied. */
  | 'CONFIRM'
  /** 回访不满意。The organisation is not satisfied. */
  | 'DISPUTE'
  /** 办结。It is closed. */
  | 'CLOSE'
  /** 重新办理。It is taken up again. */
  | 'REOPEN'
  /** 撤回。The organisation withdraws it. */
  | 'WITHDRAW'
  /** 不予受理。It is refused. */
  | 'REFUSE'
  /** 暂停计时。The clock stands still: the organisation is waited for. */
  | 'PAUSE'
  /** 恢复计时。The clock goes on. */
  | 'RESUME';

/** 诉求层级：由谁办理。The tier of an appeal: who can solve it. */
export type AppealTier =
  /** 职责范围内，即接即办。Within the unit's duties: handled at once. */
  | 'T1'
  /** 复杂问题，协调有关部门。Complex: the departments concerned are coordinated. */
  | 'T2'
  /** 涉及面广、一时难以解决，向市委两新工委反映。Wide-ranging and not soon solvable: reported to the municipal committee, which coordinates. */
  | 'T3';

/** 时限状态，由截止日推得，从不录入。How an appeal stands against its deadline; derived, never typed in. */
export type AppealTimeliness =
  /** 按时。The deadline is not near. */
  | 'ON_TIME'
  /** 临期。The deadline is near, or today. */
  | 'DUE_SOON'
  /** 逾期。The deadline has passed. */
  | 'OVERDUE';

/** 服务对象的类别。Whom a public service is for. */
export type BeneficiaryKind =
  /** 两新组织。An organisation, or several. */
  | 'ORGANISATION'
  /** 镇村。A village or town. */
  | 'VILLAGE'
  /** 社会公众。The public. */
  | 'PUBLIC';

/** 共建内容的四个方面。The four aspects of building together. */
export type CoBuildingAspect =
  /** 政治引领。Political guidance. */
  | 'POLITICAL'
  /** 组织引领。Organisational guidance. */
  | 'ORGANISATIONAL'
  /** 模范引领。Guidance by example. */
  | 'EXEMPLARY'
  /** 服务引领。Guidance by service. */
  | 'SERVICE';

/** 党建示范点筛选条件，同时满足。What demonstration sites must be; all conditions hold. */
export type DemonstrationSiteFilter = {
  /** 状态之一。One of these states. */
  state?: Array<SiteState> | null | undefined;
  /** 所在组织的类别之一。One of these kinds. */
  hostKind?: Array<OrganisationKind> | null | undefined;
  /** 标题包含。The title contains this text. */
  titleContains?: string | null | undefined;
  /** 命名不早于。Designated on this day or later. */
  designatedFrom?: string | null | undefined;
  /** 命名不晚于。Designated on this day or earlier. */
  designatedTo?: string | null | undefined;
  /** 来源之一。One of these provenances. */
  provenance?: Array<Provenance> | null | undefined;
};

/** 核对结论。What comparing a figure with the records finds. */
export type FigureVerdict =
  /** 与台账相符。The records give the figure. */
  | 'DERIVED_MATCH'
  /** 与台账不符。The records give another figure. */
  | 'DERIVED_DIFFERS'
  /** 可以得到。Whole numbers exist behind the percentage. */
  | 'ATTAINABLE'
  /** 不可能得到。No whole numbers give the percentage; the nearest are named. */
  | 'UNATTAINABLE'
  /** 分项与总数有差额。The parts do not make the whole. */
  | 'RESIDUAL'
  /** 口径不明。It is not clear, or not kept here, what the figure counts. */
  | 'SCOPE_UNCLEAR';

/** 行业门类（GB/T 4754-2017）。A section of the Chinese classification of industries. */
export type Industry =
  /** 农、林、牧、渔业。Agriculture, forestry, animal husbandry and fishery. */
  | 'A'
  /** 采矿业。Mining. */
  | 'B'
  /** 制造业。Manufacturing. */
  | 'C'
  /** 电力、热力、燃气及水生产和供应业。Electricity, heat, gas and water production and supply. */
  | 'D'
  /** 建筑业。Construction. */
  | 'E'
  /** 批发和零售业。Wholesale and retail trade. */
  | 'F'
  /** 交通运输、仓储和邮政业。Transport, storage and post. */
  | 'G'
  /** 住宿和餐饮业。Accommodation and catering. */
  | 'H'
  /** 信息传输、软件和信息技术服务业。Information transmission, software and information technology. */
  | 'I'
  /** 金融业。Finance. */
  | 'J'
  /** 房地产业。Real estate. */
  | 'K'
  /** 租赁和商务服务业。Leasing and business services. */
  | 'L'
  /** 科学研究和技术服务业。Scientific research and technical services. */
  | 'M'
  /** 水利、环境和公共设施管理业。Water conservancy, environment and public facilities. */
  | 'N'
  /** 居民服务、修理和其他服务业。Services to households, repair and other services. */
  | 'O'
  /** 教育。Education. */
  | 'P'
  /** 卫生和社会工作。Health and social work. */
  | 'Q'
  /** 文化、体育和娱乐业。Culture, sports and entertainment. */
  | 'R'
  /** 公共管理、社会保障和社会组织。Public management, social security and social organisations. */
  | 'S'
  /** 国际组织。International organisations. */
  | 'T';

/** 督查方式。How a project was inspected. */
export type InspectionKind =
  /** 现场考察。On the site. */
  | 'ON_SITE'
  /** 线上跟进。Followed up online. */
  | 'ONLINE';

/** 党建指导员的选派类别，可以重叠。How an instructor is assigned; categories may overlap. */
export type InstructorCategory =
  /** 派往未建立党组织的两新组织。To an organisation without a party organisation. */
  | 'TO_ORGANISATION_WITHOUT_PARTY'
  /** “一对一”指导。One instructor for one organisation. */
  | 'ONE_TO_ONE'
  /** 县处级领导干部担任。A leading official at county level. */
  | 'COUNTY_LEADER';

/** 党建指导员筛选条件，同时满足。What instructors must be; all conditions hold. */
export type InstructorFilter = {
  /** 选派进度之一。One of these states. */
  state?: Array<InstructorState> | null | undefined;
  /** 属于任一类别。In any of these categories. */
  category?: Array<InstructorCategory> | null | undefined;
  /** 担任任一角色。Has any of these roles. */
  role?: Array<InstructorRole> | null | undefined;
  /** 派出单位编号。The id of the unit they come from. */
  sourceUnit?: string | null | undefined;
  /** 代称包含。The label contains this text. */
  nameContains?: string | null | undefined;
  /** 选派不早于。Dispatched on this day or later. */
  dispatchedFrom?: string | null | undefined;
  /** 选派不晚于。Dispatched on this day or earlier. */
  dispatchedTo?: string | null | undefined;
  /** 来源之一。One of these provenances. */
  provenance?: Array<Provenance> | null | undefined;
};

/** 党建指导员的角色。What an instructor is to an organisation. */
export type InstructorRole =
  /** 宣传员。Makes policies and regulations known. */
  | 'PUBLICIST'
  /** 服务员。Serves the party work. */
  | 'ASSISTANT'
  /** 协调员。Coordinates the solving of problems. */
  | 'COORDINATOR'
  /** 倡导员。Encourages to play a part. */
  | 'ADVOCATE';

/** 党建指导员的选派进度。How far the selection of an instructor is. */
export type InstructorState =
  /** 党支部推荐。Nominated by the party branch of the unit. */
  | 'NOMINATED'
  /** 党委把关。Vetted by the party committee of the unit. */
  | 'VETTED'
  /** 组织部门考核。Assessed by the organisation department. */
  | 'ASSESSED'
  /** 已选派。Dispatched to organisations. */
  | 'DISPATCHED'
  /** 已结束。The service, or the selection, has ended. */
  | 'ENDED';

/** 结对原则。By which principle the two sides were matched. */
export type MatchingPrinciple =
  /** 职能相近。The unit's functions are near the organisation's trade. */
  | 'FUNCTION'
  /** 分层分类。By layer and by class. */
  | 'LAYER'
  /** 便于联系。Near enough to keep in touch. */
  | 'CONVENIENCE';

/** 各项要求：成员单位与两新党组织结对的“五个一”，党建指导员的入企指导。What is asked: the five ones of a pairing of a unit and a party organisation, and the visits of an instructor. */
export type ObligationRule =
  /** 每年1套情况台账。One situation ledger a year. */
  | 'LEDGER'
  /** 每月至少1次联系指导。Contact and guidance at least once a month. */
  | 'CONTACT'
  /** 每季度至少1次调研走访。A research visit at least once a quarter. */
  | 'RESEARCH_VISIT'
  /** 每年至少协调解决1个实际问题。At least one practical problem solved a year. */
  | 'SOLVED_PROBLEM'
  /** 每年1份结对共建工作情况报告。One report on the pairing's work a year. */
  | 'YEAR_END_REPORT'
  /** 指导员每月入企指导2次以上。Two on-site visits a month at least, of every instructor who is dispatched. */
  | 'INSTRUCTOR_VISIT';

/** 义务的状态：由记录推算，从不录入。Where an obligation stands: derived from records, never entered. */
export type ObligationStatus =
  /** 已完成。Enough was done in the period. */
  | 'MET'
  /** 待完成。The period runs, or its days of grace do, and more is to be done. */
  | 'DUE'
  /** 已逾期。The due date has passed and less than enough was done. */
  | 'OVERDUE'
  /** 未到期。The period has not begun. */
  | 'NOT_YET_DUE'
  /** 免除：结对（或指导员任职）在该期内时间过短。The pairing, or the service of the instructor, lived too short a part of the period, by policy; and not enough was done. */
  | 'EXEMPT';

/** 两新组织筛选条件，同时满足。What organisations must be; all conditions hold. */
export type OrganisationFilter = {
  /** 类别之一。One of these kinds. */
  kind?: Array<OrganisationKind> | null | undefined;
  /** 社会组织类型之一。One of these types. */
  subtype?: Array<SocialSubtype> | null | undefined;
  /** 行业门类之一。One of these sections. */
  industry?: Array<Industry> | null | undefined;
  /** 行业大类之一。One of these divisions. */
  division?: Array<string> | null | undefined;
  /** 镇（街道）之一。One of these towns. */
  town?: Array<string> | null | undefined;
  /** 状态之一。One of these states. */
  status?: Array<OrganisationStatus> | null | undefined;
  /** 名称包含；不计大小写、全半角、空格与标点。The name contains this text; case, width, white space and punctuation aside. */
  nameContains?: string | null | undefined;
  /** 统一社会信用代码。The unified social credit code. */
  creditCode?: string | null | undefined;
  /** 登记日期不早于。Registered on this day or later. */
  registeredFrom?: string | null | undefined;
  /** 登记日期不晚于。Registered on this day or earlier. */
  registeredTo?: string | null | undefined;
  /** 从业人员不少于。At least so many employees. */
  employeesFrom?: number | null | undefined;
  /** 从业人员不多于。At most so many employees. */
  employeesTo?: number | null | undefined;
  /** 是否属于本地某个党组织。Whether a party organisation of the same jurisdiction has it as a host. */
  hasPartyOrganisation?: boolean | null | undefined;
  /** 是否有信用代码。Whether the credit code is known. */
  hasCreditCode?: boolean | null | undefined;
};

/** 两新组织类别。The kind of an organisation. */
export type OrganisationKind =
  /** 非公有制企业。A non-public enterprise. */
  | 'NON_PUBLIC_ENTERPRISE'
  /** 社会组织。A social organisation. */
  | 'SOCIAL_ORGANISATION';

/** 存续状态。Whether an organisation operates. */
export type OrganisationStatus =
  /** 存续。It operates. */
  | 'OPERATING'
  /** 停业。It is suspended. */
  | 'SUSPENDED'
  /** 注销。It was struck off the register. */
  | 'DEREGISTERED';

/** 结对共建的指标。An indicator of pairings. */
export type PairingIndicatorCode =
  /** 情况台账完成率。Situation ledgers that were owed and are there. */
  | 'FIVE_ONES_LEDGER'
  /** 联系指导完成率。Monthly contacts that were owed and made. */
  | 'FIVE_ONES_CONTACT'
  /** 调研走访完成率。Quarterly research visits that were owed and made. */
  | 'FIVE_ONES_RESEARCH_VISIT'
  /** 解决实际问题完成率。Problems that were owed a solution a year, and solved. */
  | 'FIVE_ONES_SOLVED_PROBLEM'
  /** 工作情况报告完成率。Reports that were owed and made. */
  | 'FIVE_ONES_YEAR_END_REPORT'
  /** 指导员入企指导完成率。Months of instructors' visits that were owed and made. */
  | 'INSTRUCTOR_VISIT'
  /** 联系走访次数。Visits: contacts and research visits. */
  | 'VISITS'
  /** 协调解决问题数。Problems that were solved. */
  | 'SOLVED_PROBLEMS';

/** 结对类型。What kind of two sides a pairing has. */
export type PairingKind =
  /** 成员单位与两新党组织结对共建。A member unit paired with a two-new organisation's party organisation. */
  | 'UNIT_ORGANISATION'
  /** 村企党建共建：非公党组织与镇村党组织结对。An enterprise paired with a village: their party organisations build together. */
  | 'ENTERPRISE_VILLAGE'
  /** 校校结对帮扶。A school paired with a school. */
  | 'SCHOOL_SCHOOL';

/** 结对状态。Where a pairing stands. */
export type PairingState =
  /** 拟结对。Proposed, not yet confirmed by both sides. */
  | 'PROPOSED'
  /** 已结对。Confirmed by both sides: active. */
  | 'CONFIRMED'
  /** 已形成年度工作情况报告。The year's work report has been made. */
  | 'REPORTED'
  /** 已述职评议。Assessed in the review of the party secretaries. */
  | 'ASSESSED'
  /** 已续结。Renewed for another period. */
  | 'RENEWED'
  /** 已结束。Ended; or a proposal that was refused. */
  | 'ENDED';

/** 党组织层级。The level of a party organisation. */
export type PartyOrganisationLevel =
  /** 党委。A party committee. */
  | 'COMMITTEE'
  /** 党总支。A general party branch. */
  | 'GENERAL_BRANCH'
  /** 党支部。A party branch. */
  | 'BRANCH';

/** 项目状态，由记录推算。The state of a project, derived from its records. */
export type ProjectState =
  /** 按期推进。Under way: not put off, nothing overdue. */
  | 'ON_TIME'
  /** 已延期。Under way, but its due date was put off, or a milestone is overdue. */
  | 'DELAYED'
  /** 逾期未完工。Past its due date and not finished. */
  | 'OVERDUE'
  /** 已完工。Finished, on time or late. */
  | 'FINISHED';

/** 记录来源。Where a record comes from. */
export type Provenance =
  /** 文章记载。Named in a source article. */
  | 'ARTICLE'
  /** 示例数据。Generated to fill the ledgers of a demonstration. */
  | 'DEMONSTRATION'
  /** 用户录入。Entered through the platform. */
  | 'ENTERED';

/** 公益服务筛选条件，同时满足。What public services must be; all conditions hold. */
export type PublicServiceFilter = {
  /** 类型之一。One of these kinds. */
  kind?: Array<PublicServiceKind> | null | undefined;
  /** 行动线之一。One of these lines of action. */
  actionLine?: Array<ActionLine> | null | undefined;
  /** 服务对象类别之一。For one of these kinds of beneficiaries. */
  beneficiaryKind?: Array<BeneficiaryKind> | null | undefined;
  /** 服务日期不早于。Given on this day or later. */
  providedFrom?: string | null | undefined;
  /** 服务日期不晚于。Given on this day or earlier. */
  providedTo?: string | null | undefined;
  /** 提供服务的两新组织编号。The id of the organisation that gave it. */
  organisation?: string | null | undefined;
  /** 提供服务的党组织编号。The id of the party organisation that gave it. */
  partyOrganisation?: string | null | undefined;
  /** 提供服务的成员单位编号。The id of the member unit that gave it. */
  unit?: string | null | undefined;
  /** 接受服务的两新组织编号。The id of the organisation that it was for. */
  beneficiaryOrganisation?: string | null | undefined;
  /** 结对共建编号。The id of the pairing. */
  pairing?: string | null | undefined;
  /** 名称包含。The title contains this text. */
  titleContains?: string | null | undefined;
  /** 地点包含。The place contains this text. */
  placeContains?: string | null | undefined;
  /** 服务对象包含。Whom it served contains this text. */
  beneficiaryContains?: string | null | undefined;
  /** 来源之一。One of these provenances. */
  provenance?: Array<Provenance> | null | undefined;
};

/** 公益服务类型。The kind of a public service. */
export type PublicServiceKind =
  /** 常见法律问题解答。A legal question answered free of charge. */
  | 'LEGAL_QUESTION'
  /** 公益法律服务。Another legal service for the public good. */
  | 'LEGAL_SERVICE'
  /** 送政策。Policy brought to an organisation. */
  | 'POLICY_DELIVERY'
  /** 送服务。Services brought to an organisation. */
  | 'SERVICE_DELIVERY'
  /** 送温暖。Help and care for those in need. */
  | 'WARMTH'
  /** 公益活动。An activity for the public good. */
  | 'PUBLIC_ACTIVITY'
  /** “万企兴万村”“进乡村促振兴”。Enterprises and social organisations help villages to revive. */
  | 'VILLAGE_REVITALISATION';

/** 党建示范点的六项标准。The six criteria of a demonstration site. */
export type SiteCriterion =
  /** 组织健全。A sound organisation. */
  | 'SOUND_ORGANISATION'
  /** 制度完善。Complete rules. */
  | 'COMPLETE_RULES'
  /** 运行规范。An orderly operation. */
  | 'ORDERLY_OPERATION'
  /** 活动经常。Frequent activities. */
  | 'FREQUENT_ACTIVITIES'
  /** 保障有力。Strong support. */
  | 'STRONG_SUPPORT'
  /** 作用突出。A marked effect. */
  | 'MARKED_EFFECT';

/** 党建示范点的状态。Where a demonstration site stands. */
export type SiteState =
  /** 创建中。Being assessed. */
  | 'CANDIDATE'
  /** 已命名。Designated. */
  | 'DESIGNATED'
  /** 已撤销。The designation was withdrawn. */
  | 'WITHDRAWN';

/** 社会组织类型。The type of a social organisation. */
export type SocialSubtype =
  /** 社会团体。An association. */
  | 'ASSOCIATION'
  /** 基金会。A foundation. */
  | 'FOUNDATION'
  /** 社会服务机构。A social service agency. */
  | 'SOCIAL_SERVICE';

/** 结对建议的状态。Where a suggestion stands. */
export type SuggestionState =
  /** 待定。Open: proposed by a run, or chosen by an officer. */
  | 'SUGGESTED'
  /** 已采纳。Accepted: a pairing was proposed. */
  | 'ACCEPTED'
  /** 已改派。An officer chose another in its place, with a reason. */
  | 'OVERRIDDEN'
  /** 已排除。An officer excluded the pair, with a reason: it stays so in later runs. */
  | 'EXCLUDED'
  /** 已被替换。A later run, or the choice of an officer elsewhere, has taken its place. */
  | 'REPLACED';
