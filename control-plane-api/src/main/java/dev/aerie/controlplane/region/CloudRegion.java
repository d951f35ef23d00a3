package dev.aerie.controlplane.region;

/**
 * A place of a cloud.
 *
 * @param cloud {@code alibaba}, {@code aws}, {@code azure}, {@code gcp} or {@code tencent}
 * @param name the cloud's own
 * @param place where on earth
 */
public record CloudRegion(String cloud, String name, String place) {}
