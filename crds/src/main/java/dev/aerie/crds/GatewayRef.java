package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A Gateway of the Gateway API.
 *
 * @param name its name
 * @param namespace its namespace; empty: that of the cluster
 * @param sectionName which of its listeners; empty: all that fit
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewayRef(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the Gateway.")
        String name,
    @Size(max = 63) @JsonPropertyDescription("Its namespace; empty: that of the cluster.")
        String namespace,
    @Size(max = 253) @JsonPropertyDescription("Name of a listener of it; empty: all that fit.")
        String sectionName) {

  /** Fills in what is absent. */
  public GatewayRef {
    namespace = namespace == null ? "" : namespace;
    sectionName = sectionName == null ? "" : sectionName;
  }
}
