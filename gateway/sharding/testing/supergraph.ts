/**
 * The supergraph of the toy world, as composition prints it: farms and their visits, and a second subgraph (market) with
 * a BROADCAST type. Every strategy, scope and mode stands in it, with references over shards, interfaces and unions.
 */
export const toySupergraph = /* GraphQL */ `
  schema
    @link(url: "https://specs.apollo.dev/link/v1.0")
    @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
    @link(
      url: "https://specs.example.org/sharding/v0.1"
      import: ["@merge", "@shardKey", "@sharded", "@crossShard"]
    ) {
    query: Query
    mutation: Mutation
  }

  directive @crossShard on FIELD_DEFINITION

  directive @join__directive(
    graphs: [join__Graph!]
    name: String!
    args: join__DirectiveArguments
  ) repeatable on SCHEMA | OBJECT | INTERFACE | FIELD_DEFINITION

  directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE

  directive @join__field(
    graph: join__Graph
    requires: join__FieldSet
    provides: join__FieldSet
    type: String
    external: Boolean
    override: String
    usedOverridden: Boolean
    overrideLabel: String
    contextArguments: [join__ContextArgument!]
  ) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION

  directive @join__graph(name: String!, url: String!) on ENUM_VALUE

  directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE

  directive @join__type(
    graph: join__Graph!
    key: join__FieldSet
    extension: Boolean! = false
    resolvable: Boolean! = true
    isInterfaceObject: Boolean! = false
  ) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR

  directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION

  directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA

  directive @merge(
    strategy: sharding__Strategy!
    scope: sharding__Scope
    by: [String!]
    numerator: String
    denominator: String
  ) on FIELD_DEFINITION

  directive @sharded(mode: sharding__Mode! = BY_KEY, key: String! = "id") on OBJECT | INTERFACE

  directive @shardKey on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION

  input AddFarm @join__type(graph: LEDGER) {
    jurisdiction: ID! @shardKey
    name: String!
    size: Int! = 3
  }

  type AddFarmPayload @join__type(graph: LEDGER) {
    farm: Farm
  }

  enum Dimension @join__type(graph: LEDGER) {
    JURISDICTION @join__enumValue(graph: LEDGER)
    KIND @join__enumValue(graph: LEDGER)
    TOWN @join__enumValue(graph: LEDGER)
  }

  type Farm implements Record
    @join__implements(graph: LEDGER, interface: "Record")
    @join__type(graph: LEDGER, key: "id")
    @join__type(graph: MARKET, key: "id")
    @sharded {
    id: ID!
    name: String! @join__field(graph: LEDGER)
    size: Int! @join__field(graph: LEDGER)
    town: String @join__field(graph: LEDGER)
    note: String @join__field(graph: LEDGER)
    secret: String! @join__field(graph: LEDGER)
    place: Place @join__field(graph: LEDGER)
    traits: Traits @join__field(graph: LEDGER)
    visits(first: Int, after: String, last: Int, before: String, descending: Boolean): VisitConnection
      @join__field(graph: LEDGER)
      @merge(strategy: CONNECTION, scope: LINEAGE)
    visitCount: Int @join__field(graph: LEDGER) @merge(strategy: SUM, scope: LINEAGE)
    visitGroups(by: [Dimension!]!): [VisitGroup!]
      @join__field(graph: LEDGER)
      @merge(strategy: GROUP, scope: LINEAGE, by: ["key"])
    helpful: Ratio
      @join__field(graph: LEDGER)
      @merge(strategy: RATIO, scope: LINEAGE, numerator: "numerator", denominator: "denominator")
    lastVisit: String @join__field(graph: LEDGER) @merge(strategy: MAX, scope: LINEAGE)
    visitMonths: Spread @join__field(graph: LEDGER) @merge(strategy: HISTOGRAM, scope: LINEAGE)
    ownVisits(first: Int): VisitConnection
      @join__field(graph: LEDGER)
      @merge(strategy: CONNECTION, scope: OWNER)
    echoes(first: Int): VisitConnection @join__field(graph: LEDGER) @merge(strategy: CONNECTION, scope: ALL)
    partner: Farm @join__field(graph: LEDGER) @crossShard
    friends: [Farm!] @join__field(graph: LEDGER) @crossShard
    related: [Record!] @join__field(graph: LEDGER) @crossShard
    things: [Thing] @join__field(graph: LEDGER) @crossShard
    income: Int @join__field(graph: MARKET) @merge(strategy: SUM, scope: ALL)
    stall: String @join__field(graph: MARKET)
  }

  type FarmConnection @join__type(graph: LEDGER) {
    edges: [FarmEdge!]!
    nodes: [Farm!]!
    pageInfo: PageInfo!
    totalCount: Int
  }

  type FarmEdge @join__type(graph: LEDGER) {
    cursor: String!
    node: Farm!
  }

  type FarmGroup @join__type(graph: LEDGER) {
    key: String!
    label: String!
    jurisdiction: ID
    town: String
    place: Place
    count: Int @merge(strategy: SUM)
    largest: Int @merge(strategy: MAX)
    smallest: Int @merge(strategy: MIN)
    big: Ratio @merge(strategy: RATIO, numerator: "numerator", denominator: "denominator")
    sizes: Spread @merge(strategy: HISTOGRAM)
  }

  enum FarmOrder @join__type(graph: LEDGER) {
    NAME @join__enumValue(graph: LEDGER)
    SIZE @join__enumValue(graph: LEDGER)
  }

  type Gadget @join__type(graph: MARKET, key: "serial") @sharded(mode: BROADCAST, key: "serial") {
    serial: ID!
    colour: String
    twin: Gadget @crossShard
  }

  input join__ContextArgument {
    name: String!
    type: String!
    context: String!
    selection: join__FieldValue!
  }

  scalar join__DirectiveArguments

  scalar join__FieldSet

  scalar join__FieldValue

  enum join__Graph {
    LEDGER @join__graph(name: "ledger", url: "http://ledger")
    MARKET @join__graph(name: "market", url: "http://market")
  }

  scalar link__Import

  enum link__Purpose {
    """
    'SECURITY' features provide metadata necessary to securely resolve fields.
    """
    SECURITY

    """
    'EXECUTION' features provide metadata necessary for operation execution.
    """
    EXECUTION
  }

  type Mutation @join__type(graph: LEDGER) {
    addFarm(input: AddFarm!): AddFarmPayload @merge(strategy: ROUTE)
  }

  type Overview @join__type(graph: LEDGER) {
    unit: String
    farms: Int @merge(strategy: SUM)
    largest: Int @merge(strategy: MAX)
    first: String @merge(strategy: MIN)
    helpful: Ratio @merge(strategy: RATIO, numerator: "numerator", denominator: "denominator")
    sizes: Spread @merge(strategy: HISTOGRAM)
    inner: Overview @merge(strategy: OBJECT)
    top(first: Int): FarmConnection @merge(strategy: CONNECTION)
  }

  type PageInfo @join__type(graph: LEDGER) {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type Place
    @join__type(graph: LEDGER, key: "code")
    @join__type(graph: MARKET, key: "code")
    @sharded(mode: REPLICATED, key: "code") {
    code: ID!
    name: String! @join__field(graph: LEDGER)
    parent: Place @join__field(graph: LEDGER)
    children: [Place!] @join__field(graph: LEDGER)
    farms(
      first: Int
      after: String
      last: Int
      before: String
      orderBy: FarmOrder = NAME
      descending: Boolean = false
      smallest: Int = 2
    ): FarmConnection @join__field(graph: LEDGER) @merge(strategy: CONNECTION, scope: OWNER)
    farmCount: Int @join__field(graph: LEDGER) @merge(strategy: SUM, scope: OWNER)
    visitCount: Int @join__field(graph: LEDGER) @merge(strategy: SUM, scope: LINEAGE)
    namesakes(first: Int = 3): FarmConnection
      @join__field(graph: LEDGER)
      @merge(strategy: CONNECTION, scope: ALL)
    population: Int @join__field(graph: MARKET)
    favourite: Gadget @join__field(graph: MARKET) @crossShard
  }

  input PlaceFilter @join__type(graph: LEDGER) {
    jurisdictions: [ID!] @shardKey
  }

  type Query @join__type(graph: LEDGER) @join__type(graph: MARKET) {
    places: [Place!] @join__field(graph: LEDGER) @merge(strategy: ANY)
    place(code: ID!): Place @join__field(graph: LEDGER) @merge(strategy: ANY)
    farms(
      first: Int
      after: String
      last: Int
      before: String
      orderBy: FarmOrder = NAME
      descending: Boolean = false
      smallest: Int = 2
      jurisdictions: [ID!] @shardKey
    ): FarmConnection @join__field(graph: LEDGER) @merge(strategy: CONNECTION)
    farm(id: ID! @shardKey): Farm @join__field(graph: LEDGER) @merge(strategy: ROUTE)
    visits(
      first: Int = 7
      after: String
      last: Int
      before: String
      descending: Boolean
      filter: VisitFilter
    ): VisitConnection @join__field(graph: LEDGER) @merge(strategy: CONNECTION)
    records(first: Int, after: String, jurisdictions: [ID!] @shardKey): RecordConnection
      @join__field(graph: LEDGER)
      @merge(strategy: CONNECTION)
    farmGroups(by: [Dimension!]!, jurisdictions: [ID!] @shardKey): [FarmGroup!]
      @join__field(graph: LEDGER)
      @merge(strategy: GROUP, by: ["key"])
    overview(jurisdictions: [ID!] @shardKey): Overview @join__field(graph: LEDGER) @merge(strategy: OBJECT)
    towns(jurisdictions: [ID!] @shardKey): [Town!] @join__field(graph: LEDGER) @merge(strategy: CONCAT)
    farmCount(jurisdictions: [ID!] @shardKey): Int @join__field(graph: LEDGER) @merge(strategy: SUM)
    firstVisit(jurisdictions: [ID!] @shardKey): String @join__field(graph: LEDGER) @merge(strategy: MIN)
    largest(jurisdictions: [ID!] @shardKey): Int @join__field(graph: LEDGER) @merge(strategy: MAX)
    sizes(jurisdictions: [ID!] @shardKey): Spread @join__field(graph: LEDGER) @merge(strategy: HISTOGRAM)
    secrets: VisitConnection @join__field(graph: LEDGER) @merge(strategy: CONNECTION)
    sales(jurisdictions: [ID!] @shardKey): Int @join__field(graph: MARKET) @merge(strategy: SUM)
  }

  type Ratio @join__type(graph: LEDGER) {
    numerator: Int!
    denominator: Int!
    value: Float
  }

  interface Record @join__type(graph: LEDGER) {
    id: ID!
    name: String!
    place: Place
    echoes(first: Int): VisitConnection @merge(strategy: CONNECTION, scope: ALL)
  }

  type RecordConnection @join__type(graph: LEDGER) {
    edges: [RecordEdge!]!
    nodes: [Record!]!
    pageInfo: PageInfo!
    totalCount: Int
  }

  type RecordEdge @join__type(graph: LEDGER) {
    cursor: String!
    node: Record!
  }

  enum sharding__Mode @join__type(graph: LEDGER) @join__type(graph: MARKET) {
    BY_KEY @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    REPLICATED @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    BROADCAST @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
  }

  enum sharding__Scope @join__type(graph: LEDGER) @join__type(graph: MARKET) {
    OWNER @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    LINEAGE @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    ALL @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
  }

  enum sharding__Strategy @join__type(graph: LEDGER) @join__type(graph: MARKET) {
    CONNECTION @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    CONCAT @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    SUM @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    MIN @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    MAX @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    GROUP @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    RATIO @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    HISTOGRAM @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    OBJECT @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    ROUTE @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
    ANY @join__enumValue(graph: LEDGER) @join__enumValue(graph: MARKET)
  }

  type Spread @join__type(graph: LEDGER) {
    count: Int!
    median: Int!
    p90: Int!
    most: Int!
    error: Int!
    exactTo: Int!
    buckets: [[Int!]!]!
  }

  union Thing
    @join__type(graph: LEDGER)
    @join__unionMember(graph: LEDGER, member: "Farm")
    @join__unionMember(graph: LEDGER, member: "Visit")
    @join__unionMember(graph: LEDGER, member: "Place") =
    | Farm
    | Visit
    | Place

  type Town @join__type(graph: LEDGER) {
    name: String!
    jurisdiction: ID!
    farms: Int
  }

  type Traits @join__type(graph: LEDGER) {
    tall: Boolean
    favourite: Place
    best: Farm @crossShard
    self: Farm
  }

  type Visit implements Record
    @join__implements(graph: LEDGER, interface: "Record")
    @join__type(graph: LEDGER, key: "id")
    @sharded {
    id: ID!
    name: String!
    kind: VisitKind!
    heldOn: String!
    helpful: Boolean!
    place: Place
    farm: Farm @crossShard
    echoes(first: Int): VisitConnection @merge(strategy: CONNECTION, scope: ALL)
  }

  type VisitConnection @join__type(graph: LEDGER) {
    edges: [VisitEdge!]!
    nodes: [Visit!]!
    pageInfo: PageInfo!
    totalCount: Int
  }

  type VisitEdge @join__type(graph: LEDGER) {
    cursor: String!
    node: Visit!
  }

  input VisitFilter @join__type(graph: LEDGER) {
    kinds: [VisitKind!]
    place: PlaceFilter
  }

  type VisitGroup @join__type(graph: LEDGER) {
    key: String!
    kind: VisitKind
    count: Int @merge(strategy: SUM)
    first: String @merge(strategy: MIN)
    last: String @merge(strategy: MAX)
  }

  enum VisitKind @join__type(graph: LEDGER) {
    CALL @join__enumValue(graph: LEDGER)
    TRAINING @join__enumValue(graph: LEDGER)
    READING @join__enumValue(graph: LEDGER)
  }
`;
