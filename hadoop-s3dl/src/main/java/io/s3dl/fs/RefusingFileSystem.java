package io.s3dl.fs;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.fs.permission.AclStatus;

/**
 * What none of our file systems does. Hadoop's own refusals are runtime exceptions, which its shell
 * takes for internal errors and prints with their stacks; these it prints in one line.
 */
abstract class RefusingFileSystem extends FileSystem {

  @Override
  public boolean truncate(Path path, long newLength) throws IOException {
    throw new PathIOException(
        path.toString(), "truncation is not supported; write what is to stay to a new file");
  }

  @Override
  public Path createSnapshot(Path path, String snapshotName) throws IOException {
    throw noSnapshots(path);
  }

  @Override
  public void renameSnapshot(Path path, String oldName, String newName) throws IOException {
    throw noSnapshots(path);
  }

  @Override
  public void deleteSnapshot(Path path, String snapshotName) throws IOException {
    throw noSnapshots(path);
  }

  private static PathIOException noSnapshots(Path path) {
    return new PathIOException(path.toString(), "snapshots are not supported");
  }

  @Override
  public AclStatus getAclStatus(Path path) throws IOException {
    throw noAcls(path);
  }

  @Override
  public void setAcl(Path path, List<AclEntry> entries) throws IOException {
    throw noAcls(path);
  }

  @Override
  public void modifyAclEntries(Path path, List<AclEntry> entries) throws IOException {
    throw noAcls(path);
  }

  @Override
  public void removeAclEntries(Path path, List<AclEntry> entries) throws IOException {
    throw noAcls(path);
  }

  @Override
  public void removeDefaultAcl(Path path) throws IOException {
    throw noAcls(path);
  }

  @Override
  public void removeAcl(Path path) throws IOException {
    throw noAcls(path);
  }

  private static PathIOException noAcls(Path path) {
    return new PathIOException(
        path.toString(), "ACLs are not supported, only an owner, a group and a mode");
  }
}
