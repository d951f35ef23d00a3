package dev.aerie.operator.cluster.model;

import static dev.aerie.operator.support.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.support.Golden;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilvusModelTest {

  private static final VectorClusterClassSpec STANDARD =
      new VectorClusterClassSpec(
          "",
          true,
          "aerie/data-plane:dev",
          "500m",
          "1Gi",
          "2Gi",
          "",
          "milvusdb/milvus:v2.6.4",
          List.of());

  @Test
  void openClusterIsWhatIsCheckedIn() throws IOException {
    assertGolden("milvus.yaml", MilvusModel.objects(blueprint("milvus.yaml"), Optional.empty()));
  }

  @Test
  void guardedClusterIsWhatIsCheckedIn() throws IOException {
    assertGolden(
        "milvus-guarded.yaml",
        MilvusModel.objects(
            blueprint("milvus-guarded.yaml"),
            Optional.of(Map.of("accessKey", "YQ==", "secretKey", "Yg=="))));
  }

  @Test
  void suspendedClusterIsWhatIsCheckedIn() throws IOException {
    assertGolden(
        "milvus-suspended.yaml", List.of(MilvusResource.of(blueprint("milvus-suspended.yaml"))));
  }

  @Test
  void jobsRunTheDataPlaneOfTheClassWhateverVersionMilvusHas() throws IOException {
    assertThat(blueprint("milvus-guarded.yaml").image().reference())
        .isEqualTo("aerie/data-plane:dev");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/a/c/, b, a/c, s3.us-east-1.amazonaws.com:443, us-east-1, true",
    "s3://b?region=eu-west-1, b, '', s3.eu-west-1.amazonaws.com:443, eu-west-1, true",
    "s3://b/a?endpoint=http://minio:9000&region=x, b, a, minio:9000, x, false",
    "s3://b/a?endpoint=https%3A%2F%2Foss.example.com, b, a, oss.example.com:443, us-east-1, true",
    "s3://b/a?endpoint=store:9000, b, a, store:9000, us-east-1, true",
  })
  void takesStorageUrisApart(
      String uri, String bucket, String prefix, String endpoint, String region, boolean secure) {
    assertThat(ObjectStoreAddress.parse(uri))
        .isEqualTo(new ObjectStoreAddress(bucket, prefix, endpoint, region, secure));
  }

  private static Blueprint blueprint(String name) throws IOException {
    return new Blueprint(Golden.input(name), STANDARD, Optional.empty());
  }
}
