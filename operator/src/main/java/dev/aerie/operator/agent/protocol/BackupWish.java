package dev.aerie.operator.agent.protocol;

/**
 * What is to become of a backup.
 *
 * @param name of the VectorBackup
 * @param verify whether a restore is to be tried once it is made
 * @param wish {@code MAKE}, {@code KEEP}: it is there, and to be told of if it is not, or {@code
 *     REMOVE}
 */
public record BackupWish(String name, boolean verify, String wish) {}
