package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Where a cluster keeps rows between reads.
 *
 * @param defaultTier of collections that name none themselves, null when absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tiering(
    @JsonProperty("default")
        @JsonPropertyDescription(
            "Tier of collections that name none by their property aerie.tier; absent: auto.")
        Tier defaultTier) {}
