import psutil, os
p=psutil.Process(); print(p.pid==os.getpid(), p.name()[:4]!='' , psutil.cpu_count()>0, psutil.virtual_memory().total>0, len(psutil.disk_partitions(all=True))>0, type(psutil.net_if_addrs()).__name__, len(psutil.pids())>0)
print(type(p.memory_info()).__name__, p.memory_info().rss>0, p.num_threads()>=1, len(p.cpu_affinity())>0, p.nice(), sorted(psutil.net_if_stats())[:1])
