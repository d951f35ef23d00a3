package dev.aerie.controlplane.organization;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What people may have. */
@ConfigMapping(prefix = "aerie.organizations")
public interface OrganizationConfig {
  /**
   * How many organisations somebody who makes one may own already, that one included, {@code
   * AERIE_ORGANIZATIONS_PER_PERSON}: each begins with a plan of its own.
   */
  @WithDefault("20")
  int perPerson();

  /**
   * The plan that organisations begin with, {@code AERIE_PLAN_FOR_NEW_ORGANIZATIONS}: a row of the
   * table {@code plans}; {@code standard} when absent or empty. Those that there are keep theirs.
   */
  Optional<String> firstPlan();
}
