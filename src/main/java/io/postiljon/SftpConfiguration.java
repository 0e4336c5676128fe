package io.postiljon;

import com.jcraft.jsch.JSch;
import org.springframework.context.annotation.Configuration;

/**
 * At each connection the SFTP library tries out the key exchanges that a Java might lack, by making keys for each of them, whether or
 * not they will be offered. The routes name theirs and every Java that runs this has them; without the trial a login costs a tenth.
 */
@Configuration(proxyBeanMethods = false)
class SftpConfiguration {
    static {
        JSch.setConfig("CheckKexes", "");
    }
}
