# Of the repository's root, after mvn package: docs/operations/images.md.
FROM docker.io/library/eclipse-temurin:25-jre
COPY data-plane/server/target/quarkus-app/ /app/
# Pods start and answer their first calls quicker by what is learnt here; a JVM that it does not fit goes without it.
RUN ["java", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:AOTCacheOutput=/app/server.aot", "-jar", "/app/quarkus-run.jar", "rehearse"]
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 19530 9091
# Without the first two it refuses to start: vectors would be compared one number at a time. The last four of -XX give memory back
# that it no longer needs, once a minute at the latest: free heap is 30 % of it at most.
ENTRYPOINT ["java", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:AOTCache=/app/server.aot", "-XX:MaxRAMPercentage=60", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30", "-XX:G1PeriodicGCInterval=60000", "-XX:TrimNativeHeapInterval=10000", "-jar", "/app/quarkus-run.jar"]
