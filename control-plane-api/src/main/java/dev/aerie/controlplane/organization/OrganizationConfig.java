package dev.aerie.controlplane.organization;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What people may have. */
@ConfigMapping(prefix = "aerie.organizations")
public interface OrganizationConfig {
  /**
   * How many organisations somebody who makes one may own already, that one included, {@code
   * AERIE_ORGANIZATIONS_PER_PERSON}: each begins with a plan of its own.
   */
  @WithDefault("20")
  int perPerson();
}
