package dev.aerie.billing.price;

/**
 * Where something runs.
 *
 * @param cloud such as {@code aws}
 * @param cloudRegion the cloud's own name of it, such as {@code eu-central-1}; empty for none
 */
public record Place(String cloud, String cloudRegion) {}
