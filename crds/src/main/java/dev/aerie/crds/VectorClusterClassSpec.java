package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What a compute unit is. Quantities are written as Kubernetes writes them.
 *
 * @param description for people who choose
 * @param isDefault whether clusters that name no class get this one
 * @param image the data plane's image
 * @param cpuPerUnit CPU of one unit, such as {@code 500m}
 * @param memoryPerUnit memory of one unit, such as {@code 1Gi}
 * @param cachePerUnit disk cache of one unit, such as {@code 2Gi}
 * @param storageClassName of the cache's volumes, empty for the default one
 * @param milvusImage image of Milvus, empty if there are no clusters of engine milvus
 * @param versions what else than the image's own tag clusters may run
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VectorClusterClassSpec(
    @JsonPropertyDescription("For people who choose.") String description,
    @JsonProperty("default")
        @JsonPropertyDescription("Whether clusters that name no class get this one.")
        @Default("false")
        boolean isDefault,
    @Required @JsonPropertyDescription("The data plane's image.") String image,
    @Required
        @Size(max = 40)
        @ValidationRule(
            value = "self.matches('^[0-9]+([.][0-9]+)?m?$')",
            message = "cpuPerUnit must be processors such as 2, or thousandths such as 500m")
        @JsonPropertyDescription("CPU of one unit, such as 500m.")
        String cpuPerUnit,
    @Required
        @Size(max = 40)
        @ValidationRule(value = SIZE_RULE, message = "memoryPerUnit" + SIZE)
        @JsonPropertyDescription("Memory of one unit, such as 1Gi.")
        String memoryPerUnit,
    @Required
        @Size(max = 40)
        @ValidationRule(value = SIZE_RULE, message = "cachePerUnit" + SIZE)
        @JsonPropertyDescription("Disk cache of one unit, such as 2Gi.")
        String cachePerUnit,
    @JsonPropertyDescription("StorageClass of the cache's volumes; empty: the default one.")
        String storageClassName,
    @JsonPropertyDescription(
            "Image of Milvus, for clusters of engine milvus, such as milvusdb/milvus:v2.6.4; empty:"
                + " this class has none.")
        String milvusImage,
    @Size(max = 50)
        @JsonPropertyDescription(
            "Versions, tags of the image, that clusters can be moved to; its own tag always is one.")
        List<@Size(max = 128) String> versions) {

  private static final String SIZE_RULE = "self.matches('^[0-9]+(Ki|Mi|Gi|Ti)?$')";
  private static final String SIZE = " must be a size such as 1Gi";

  /** A class of the version that its image has, without clusters of engine milvus. */
  public VectorClusterClassSpec(
      String description,
      boolean isDefault,
      String image,
      String cpuPerUnit,
      String memoryPerUnit,
      String cachePerUnit,
      String storageClassName) {
    this(
        description,
        isDefault,
        image,
        cpuPerUnit,
        memoryPerUnit,
        cachePerUnit,
        storageClassName,
        "",
        List.of());
  }

  /** Fills in what is absent. */
  public VectorClusterClassSpec {
    description = description == null ? "" : description;
    storageClassName = storageClassName == null ? "" : storageClassName;
    milvusImage = milvusImage == null ? "" : milvusImage;
    versions = versions == null ? List.of() : List.copyOf(versions);
  }
}
