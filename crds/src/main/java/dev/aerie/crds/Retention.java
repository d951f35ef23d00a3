package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * How many backups of a schedule are kept. The newest one that can be restored always is.
 *
 * @param count how many; 0: any number
 * @param age how old they get, such as {@code 168h}; empty: any age
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Retention(
    @Min(0) @Max(1000) @Default("7") @JsonPropertyDescription("How many; 0: any number.")
        Integer count,
    @Size(max = 20)
        @ValidationRule(
            value = "self == '' || self.matches('^([0-9]+h)?([0-9]+m)?$')",
            message = "retention.age must be hours and minutes such as 168h or 1h30m")
        @JsonPropertyDescription("How old they get, such as 168h; empty: any age.")
        String age) {

  /** The last seven. */
  public static final Retention DEFAULT = new Retention(7, "");

  /** Fills in what is absent. */
  public Retention {
    count = count == null ? Integer.valueOf(7) : count;
    age = age == null ? "" : age;
  }
}
