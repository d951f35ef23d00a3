package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether decisions of the autoscaler are carried out. */
public enum AutoscalingMode {
  /** They are written down only. */
  @JsonProperty("DryRun")
  DRY_RUN,
  /** They are carried out. */
  @JsonProperty("Auto")
  AUTO
}
