import { Migration } from '@mikro-orm/migrations';

/** Who was dispatched before anybody announced it is announced now, as each stands. Nothing else of them is in the outbox. */
class AnnounceInstructors extends Migration {
  override up(): void {
    this.addSql(`insert into outbox (id, subgraph, type, owner, subject, payload, occurred_at)
      select replace(i.id, '-instr-', '-evt-'), 'organisations',
        case when i.ended_on is null then 'instructor.dispatched' else 'instructor.ended' end, i.owner, i.id,
        jsonb_build_object('name', i.name, 'sourceUnit', i.source_unit_id, 'startedOn', i.dispatched_on, 'endedOn', i.ended_on,
          'organisations', array(select a.organisation_id from instructor_assignment a
            where a.instructor_id = i.id and a.ended_on is not distinct from i.ended_on order by a.position)),
        now()
      from instructor i where i.dispatched_on is not null order by i.dispatched_on, i.id`);
  }

  override down(): void {
    this.addSql(`delete from delivery d using outbox o where o.id = d.event and o.type like 'instructor.%'`);
    this.addSql(`delete from outbox where type like 'instructor.%'`);
  }
}

export const announceInstructors = {
  name: 'organisations-0015-announce-instructors',
  class: AnnounceInstructors,
};
