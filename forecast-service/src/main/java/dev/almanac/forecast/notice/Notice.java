package dev.almanac.forecast.notice;

import dev.almanac.forecast.webhook.NoticeType;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Something that happened.
///
/// @param owner whose webhooks are called: a person or a team
/// @param people who may want a mail; ids that are no person's do no harm
/// @param team whose owners and administrators may want one too; null for none
/// @param what one sentence for a person
/// @param path of the console's page about it
/// @param data for a program
public record Notice(
        NoticeType type, UUID owner, Set<UUID> people, UUID team, String what, String path, Map<String, Object> data) {}
