import { Migration } from '@mikro-orm/migrations';

/** White space and punctuation, which nobody types when searching. As in search/needle.ts. */
const unsaid = String.raw`E' \t\u3000()[]<>{}《》〈〉“”‘’"''·.,、。:;!?&/_^=—-'`;

/**
 * The search by name stands on one GIN index of terms: a name's tails (from every character to its end, cut), the same of
 * its initials (`.`) and of its pinyin from every syllable (`:`), so that any infix is the prefix of a term; and each form's
 * beginning (`^`) and whole (`=`). Not pg_trgm: a trigram index serves no text of one or two characters. An index of an
 * expression, not a column: what a bulk insert, an import or a correction writes is in it without anybody's doing. The
 * lengths of the terms are those of search/needle.ts.
 */
class CreateSearch extends Migration {
  override up(): void {
    this.addSql(`create function organisation_name_key(name text) returns text
      language sql immutable strict parallel safe
      return translate(lower(normalize(name, nfkc) collate "C"), ${unsaid}, '')`);
    this.addSql(`create function organisation_syllables(sort_name text) returns text[]
      language sql immutable strict parallel safe
      return array_remove(string_to_array(translate(sort_name, translate(${unsaid}, ' ', ''), ''), ' '), '')`);
    // Every piece of code is paid 100 thousand times in a large ledger: no regular expressions over whole names.
    this.addSql(`create function organisation_terms(name text, sort_name text) returns tsvector
      language plpgsql immutable strict parallel safe cost 2000 as $$
      declare
        written text := translate(lower(normalize(name, nfkc) collate "C"), ${unsaid}, '');
        syllables text[] := string_to_array(translate(sort_name, translate(${unsaid}, ' ', ''), ''), ' ');
        terms text[] := '{}';
        pinyin text := '';
        initials text := '';
        syllable text;
      begin
        for i in 1 .. length(written) loop
          terms := terms || substr(written, i, 3);
        end loop;
        for i in reverse coalesce(array_length(syllables, 1), 0) .. 1 loop
          syllable := syllables[i];
          if syllable <> '' then
            pinyin := syllable || pinyin;
            initials := case when syllable collate "C" < ':' then syllable else substr(syllable, 1, 1) end || initials;
            terms := terms || (':' || substr(pinyin, 1, 6)) || ('.' || substr(initials, 1, 4));
          end if;
        end loop;
        return array_to_tsvector(terms
          || ('^' || substr(written, 1, 12)) || ('^:' || substr(pinyin, 1, 24)) || ('^.' || substr(initials, 1, 12))
          || ('=' || substr(written, 1, 200)) || ('=:' || substr(pinyin, 1, 400)) || ('=.' || substr(initials, 1, 200)));
      end $$`);
    this.addSql(
      'create index organisation_search on organisation using gin (organisation_terms(name, sort_name))',
    );
    // How often each term occurs decides between the index and the walk in order.
    this.addSql('alter index organisation_search alter column 1 set statistics 200');
    // For a term that most names hold, reading every name looks cheaper to the planner than the index: it counts the terms of
    // each row again, which the index does not do. A plan made without knowing the term takes the index.
    this.addSql(`create function organisation_search_count(sought tsquery, owners text[], kinds text[]) returns bigint
      language sql stable strict parallel safe set plan_cache_mode = force_generic_plan set enable_seqscan = off
      begin atomic
        select count(*) from organisation r
          where organisation_terms(r.name, r.sort_name) @@ sought and r.owner = any(owners) and r.kind = any(kinds);
      end`);
  }

  override down(): void {
    this.addSql('drop function organisation_search_count(tsquery, text[], text[])');
    this.addSql('drop index organisation_search');
    this.addSql('drop function organisation_terms(text, text)');
    this.addSql('drop function organisation_syllables(text)');
    this.addSql('drop function organisation_name_key(text)');
  }
}

export const createSearch = { name: 'organisations-0005-search', class: CreateSearch };
