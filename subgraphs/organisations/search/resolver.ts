import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { JurisdictionsArgument, PageArgs } from '@jiedui/kit/page-types';
import { Merge } from '@jiedui/kit/sharding';
import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';

import type { Organisation } from '../organisation/entity.ts';
import { OrganisationKind } from '../organisation/kinds.ts';
import { OrganisationConnection } from '../organisation/listing.ts';
import { searchOrganisations } from './search.ts';

@ArgsType()
export class OrganisationSearchArgs extends PageArgs {
  @Field(() => String, {
    description:
      '要找的名称：汉字（一两个字即可）、拼音或拼音首字母，可在名称中任何位置；至多 100 字。A part of the name: characters (one or two suffice), pinyin with or without spaces, or the initials of the pinyin; at most 100 characters.',
  })
  text!: string;

  @Field(() => [OrganisationKind], { nullable: true, description: '类别之一。One of these kinds.' })
  kind?: OrganisationKind[] | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

@Resolver()
export class OrganisationSearchResolver {
  @Merge('CONNECTION')
  @Query(() => OrganisationConnection, {
    nullable: true,
    description:
      '按名称检索两新组织，最相符者在前：全同、开头相同、包含；同等时汉字先于拼音，拼音先于首字母，再按拼音排序。Organisations by name, the best match first: the whole name, its beginning, a part; within each, characters before pinyin before initials; then by pinyin.',
  })
  organisationSearch(
    @Args(() => OrganisationSearchArgs) args: OrganisationSearchArgs,
    @Ctx() context: RequestContext,
  ): Connection<Organisation> {
    return searchOrganisations(context, args);
  }
}
