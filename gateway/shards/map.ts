import { isJurisdictionCode, type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { compareText } from '@jiedui/schema/contract/order';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { isWebUrl } from '../config.ts';
import { ConfigurationError, type ConfigurationProblem } from '../configuration-error.ts';
import type { Deployment, Jurisdiction, ShardMap } from '../sharding/shard.ts';

/** A shard map with what only the gateway's client knows: where each shard answers. */
export interface Federation {
  name: string;
  map: ShardMap;
  /** Deployment → logical subgraph → where its shard takes requests. */
  urls: ReadonlyMap<string, ReadonlyMap<string, URL>>;
}

/** A logical subgraph as the supergraph names it. */
export interface SubgraphSite {
  name: string;
  url: string;
}

/**
 * One deployment per subgraph, at the supergraph's own URLs: a plain federation, without jurisdictions.
 * @throws ConfigurationError where a subgraph has no usable URL.
 */
export function federationOfSupergraph(subgraphs: readonly SubgraphSite[], file: string): Federation {
  const problems = subgraphs
    .filter(({ url }) => !isWebUrl(url))
    .map(({ name, url }) => ({ where: file, expected: `an http(s) URL of subgraph ${name}`, received: url }));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    name: 'supergraph',
    map: {
      jurisdictions: new Map(),
      deployments: subgraphs.map(({ name }) => ({ name, jurisdictions: [], subgraphs: new Set([name]) })),
      owners: new Map(),
    },
    urls: new Map(subgraphs.map(({ name, url }) => [name, new Map([[name, new URL(url)]])])),
  };
}

/**
 * The federation file: YAML, or JSON, which YAML contains.
 * @param file as it shall stand in error messages.
 * @param subgraphs the supergraph's; a deployment serves any subset of them.
 * @throws ConfigurationError with file:line:column, expected and received of everything that is wrong.
 */
export function readFederation(text: string, file: string, subgraphs: ReadonlySet<string>): Federation {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const problems: ConfigurationProblem[] = document.errors.map((error) => ({
    where: place(error.pos[0]),
    expected: error.code === 'DUPLICATE_KEY' ? 'every key once' : 'YAML or JSON',
    received: error.message,
  }));
  if (problems.length > 0) throw new ConfigurationError(problems);

  const { contents } = document;
  const root = mapOf(contents, 'a mapping with federation, jurisdictions and deployments', contents);
  const top = fieldsOf(root, ['federation', 'jurisdictions', 'deployments'], [], 'the federation file');
  const name = textOf(top['federation'], 'the name of the federation', /\S/) ?? '';
  const jurisdictions = readJurisdictions(top['jurisdictions'] ?? null);
  const { deployments, owners, urls } = readDeployments(top['deployments'] ?? null, jurisdictions);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const inOrder = [...jurisdictions.values()].sort((a, b) => compareText(a.code, b.code));
  return {
    name,
    map: { jurisdictions: new Map(inOrder.map((each) => [each.code, each])), deployments, owners },
    urls,
  };

  function readJurisdictions(node: Node | null): Map<JurisdictionCode, Jurisdiction> {
    const found = new Map<JurisdictionCode, Jurisdiction>();
    const parents = new Map<JurisdictionCode, Node>();
    for (const item of itemsOf(node, 'a list with at least one jurisdiction')) {
      const fields = fieldsOf(
        mapOf(item, 'a jurisdiction: { code, name, englishName, level, parent }', item),
        ['code', 'name', 'level'],
        ['englishName', 'parent'],
        'a jurisdiction',
      );
      const code = codeOf(fields['code']);
      const label = textOf(fields['name'], 'the name of the jurisdiction', /\S/) ?? '';
      textOf(fields['level'], 'CITY or COUNTY', /^(CITY|COUNTY)$/);
      if (fields['englishName']) textOf(fields['englishName'], 'the English name', /\S/);
      const parent = fields['parent'] ? codeOf(fields['parent']) : null;
      if (!code) continue;
      if (found.has(code)) {
        report(fields['code'], `every jurisdiction once (${code} stands further up)`, code);
        continue;
      }
      found.set(code, { code, name: label, parent });
      if (parent && fields['parent']) parents.set(code, fields['parent']);
    }
    for (const [code, node] of parents) {
      const { parent } = found.get(code)!;
      if (!found.has(parent!)) report(node, 'the code of a jurisdiction of this file', parent);
      else if (isOwnAncestor(code, found))
        report(node, 'a tree: no jurisdiction above itself', `${code} below ${parent}`);
    }
    return found;
  }

  function readDeployments(node: Node | null, known: ReadonlyMap<JurisdictionCode, Jurisdiction>) {
    const deployments: Deployment[] = [];
    const owners = new Map<JurisdictionCode, Deployment>();
    const urls = new Map<string, ReadonlyMap<string, URL>>();
    for (const item of itemsOf(node, 'a list with at least one deployment')) {
      const fields = fieldsOf(
        mapOf(item, 'a deployment: { name, jurisdictions, urls }', item),
        ['name', 'jurisdictions', 'urls'],
        [],
        'a deployment',
      );
      const name = textOf(
        fields['name'],
        'a name of letters, digits, dots and hyphens',
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
      );
      if (name && urls.has(name)) report(fields['name'], 'another name for every deployment', name);
      const sites = readUrls(fields['urls'] ?? null);
      const owned: JurisdictionCode[] = [];
      const deployment = { name: name ?? '', jurisdictions: owned, subgraphs: new Set(sites.keys()) };
      for (const each of itemsOf(fields['jurisdictions'] ?? null, 'a list with at least one jurisdiction')) {
        const code = codeOf(each);
        if (!code) continue;
        const owner = owners.get(code);
        if (!known.has(code)) report(each, 'the code of a jurisdiction of this file', code);
        else if (owner) report(each, `one deployment per jurisdiction (${owner.name} has it)`, code);
        else {
          owners.set(code, deployment);
          owned.push(code);
        }
      }
      if (name) urls.set(name, sites);
      deployments.push(deployment);
    }
    return { deployments, owners, urls };
  }

  function readUrls(node: Node | null): Map<string, URL> {
    const sites = new Map<string, URL>();
    if (!node) return sites;
    const mapping = mapOf(node, 'a mapping of subgraph to URL', node);
    if (mapping && mapping.items.length === 0) report(node, 'the URL of at least one subgraph', {});
    for (const { key, value } of mapping?.items ?? []) {
      const subgraph = isScalar(key) ? String(key.value) : '';
      if (!subgraphs.has(subgraph)) {
        report(key as Node, `a subgraph of the supergraph (${[...subgraphs].join(', ')})`, subgraph);
        continue;
      }
      const url = textOf(
        value as Node | null,
        'an http(s) URL without credentials',
        /^https?:\/\//i,
        key as Node,
      );
      if (url === undefined) continue;
      const parsed = URL.canParse(url) ? new URL(url) : null;
      if (!parsed || parsed.username || parsed.password || parsed.hash) {
        // A credential in a URL is not echoed: the message goes to a log.
        report(value as Node, 'an http(s) URL without credentials', parsed ? parsed.origin : url);
      } else {
        sites.set(subgraph, parsed);
      }
    }
    return sites;
  }

  function codeOf(node: Node | null | undefined): JurisdictionCode | null {
    const value = isScalar(node) ? node.value : node === null || node === undefined ? undefined : {};
    if (isJurisdictionCode(value)) return value;
    if (node) report(node, 'a jurisdiction code in quotes, such as "445103"', value);
    return null;
  }

  function textOf(node: Node | null | undefined, expected: string, shape: RegExp, beside = node) {
    const value = isScalar(node) ? node.value : undefined;
    if (typeof value === 'string' && shape.test(value)) return value;
    if (node || beside) report(node ?? beside!, expected, node && !isScalar(node) ? {} : value);
    return undefined;
  }

  function itemsOf(node: Node | null | undefined, expected: string): Node[] {
    if (isSeq(node) && node.items.length > 0) return node.items as Node[];
    if (node) report(node, expected, isScalar(node) ? node.value : isSeq(node) ? [] : {});
    return [];
  }

  function mapOf(node: Node | null, expected: string, at: Node | null): YAMLMap | null {
    if (isMap(node)) return node;
    report(at, expected, isScalar(node) ? node.value : isSeq(node) ? [] : node === null ? undefined : {});
    return null;
  }

  /** Refuses keys it does not know: a misspelt `jurisdiction:` would otherwise silently own nothing. */
  function fieldsOf(
    mapping: YAMLMap | null,
    required: readonly string[],
    optional: readonly string[],
    what: string,
  ): Record<string, Node | null> {
    const fields: Record<string, Node | null> = {};
    if (!mapping) return fields;
    const known = [...required, ...optional];
    for (const { key, value } of mapping.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (!known.includes(name)) report(key as Node, `a key of ${what} (${known.join(', ')})`, name);
      else fields[name] = (value as Node | null) ?? (key as Node);
    }
    for (const name of required) {
      if (!(name in fields)) report(mapping, `the key ${name} in ${what}`, undefined);
    }
    return fields;
  }

  function report(at: Node | null | undefined, expected: string, received: unknown): void {
    problems.push({ where: place(at?.range?.[0] ?? 0), expected, received });
  }

  function place(offset: number): string {
    const { line, col } = lines.linePos(offset);
    // An empty file has no lines to count.
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  }
}

function isOwnAncestor(code: JurisdictionCode, tree: ReadonlyMap<JurisdictionCode, Jurisdiction>): boolean {
  let above = tree.get(code)?.parent ?? null;
  // More steps than jurisdictions: it goes round in a cycle that this one stands below.
  for (let steps = 0; above !== null && steps <= tree.size; steps++) {
    if (above === code) return true;
    above = tree.get(above)?.parent ?? null;
  }
  return false;
}
