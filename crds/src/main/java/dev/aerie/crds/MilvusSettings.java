package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What only clusters of engine {@link Engine#MILVUS} have.
 *
 * @param rootPasswordRef name of the Secret with the password of Milvus's user root; empty: no
 *     authentication
 * @param etcdEndpoints where Milvus keeps its catalog; none: in an etcd that the Milvus Operator
 *     makes
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MilvusSettings(
    @Size(max = 253)
        @JsonPropertyDescription(
            "Name of a Secret in the same namespace whose entry rootPassword is the password of"
                + " Milvus's user root when the cluster is made; empty: no authentication.")
        String rootPasswordRef,
    @Size(max = 9)
        @ValidationRule(
            value = "self.all(one, one.matches('^[^:/ ]+:[0-9]{1,5}$'))",
            message = "milvus.etcdEndpoints must be hosts with ports, such as etcd-0.etcd:2379")
        @JsonPropertyDescription(
            "Hosts with ports of the etcd that holds Milvus's catalog; empty: one is made beside the"
                + " cluster.")
        List<@Size(max = 260) String> etcdEndpoints) {

  /** An etcd of its own, open to everyone who reaches it. */
  public static final MilvusSettings DEFAULT = new MilvusSettings("", List.of());

  /** Fills in what is absent. */
  public MilvusSettings {
    rootPasswordRef = rootPasswordRef == null ? "" : rootPasswordRef;
    etcdEndpoints = etcdEndpoints == null ? List.of() : List.copyOf(etcdEndpoints);
  }
}
