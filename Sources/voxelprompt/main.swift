print("voxelprompt")
