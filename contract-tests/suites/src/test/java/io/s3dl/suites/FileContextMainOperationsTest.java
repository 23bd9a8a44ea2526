package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumSet;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContextMainOperationsBaseTest;
import org.apache.hadoop.fs.FileContextTestHelper;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.ClassRule;
import org.junit.Test;

/** Hadoop's {@link FileContextMainOperationsBaseTest}, but for one look at an open file. */
public class FileContextMainOperationsTest extends FileContextMainOperationsBaseTest {

  @ClassRule public static final ConfinedRoot ROOT = new ConfinedRoot();

  @Override
  public void setUp() throws Exception {
    fc = SuiteTarget.CURRENT.newFileContext();
    super.setUp();
  }

  @Override
  protected boolean listCorruptedBlocksSupported() {
    return false;
  }

  /**
   * The suite's test asks for a path that is still being written, which need not exist: "There is
   * no guarantee that any file will be visible at the path of an output stream after the output
   * stream is created" (outputstream.md, "Visibility of newly created objects"). Here it is asked
   * for before and after instead.
   */
  @Override
  @Test
  public void testSetVerifyChecksum() throws IOException {
    Path directory = fileContextTestHelper.getTestRootPath(fc, "test");
    Path path = new Path(directory, "zoo");
    byte[] content =
        FileContextTestHelper.getFileData(2, FileContextTestHelper.getDefaultBlockSize());
    fc.mkdir(directory, FsPermission.getDirDefault(), true);
    fc.setVerifyChecksum(true, directory);
    try (FSDataOutputStream out =
        fc.create(path, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
      out.write(content);
    }
    fc.setVerifyChecksum(true, path);
    assertThat(fc.getFileStatus(path).getLen()).isEqualTo(content.length);
    byte[] read = new byte[content.length];
    try (FSDataInputStream in = fc.open(path)) {
      in.readFully(read);
    }
    assertThat(read).isEqualTo(content);
  }
}
