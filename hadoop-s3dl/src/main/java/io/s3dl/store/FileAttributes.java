package io.s3dl.store;

import java.util.Objects;

/**
 * What a store with directories keeps about a file besides its bytes.
 *
 * @param mode the permission bits, 0 to 07777
 * @param owner the owner's name, or the number where it has none; empty if it is not kept
 * @param group the group's name, or the number where it has none; empty if it is not kept
 * @param accessedMillis the time of the last access, in milliseconds since the epoch
 */
public record FileAttributes(int mode, String owner, String group, long accessedMillis) {

  public FileAttributes {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(group, "group");
  }
}
