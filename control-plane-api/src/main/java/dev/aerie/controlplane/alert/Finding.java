package dev.aerie.controlplane.alert;

/**
 * Of one subject, whether a condition is true now.
 *
 * @param subject id of a cluster, name of a region or limit, or the organisation's id
 * @param holds whether it is true
 * @param summary a sentence for people
 */
record Finding(String subject, boolean holds, String summary) {}
